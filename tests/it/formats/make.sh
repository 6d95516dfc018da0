#!/bin/sh
# How the files of this folder were made from library.md, by pandoc 2.17 and LibreOffice 7.4 as Debian 12 has them (the
# font of the PDF is WenQuanYi Zen Hei), and by duizhao itself for the formats of translation memories. Run by hand; the
# test only reads the files.
set -e
cd "$(dirname "$0")"
for format in docx odt; do
    pandoc library.md -f markdown-smart -o "library.$format"
done
pandoc library.md -f markdown-smart -t rst -o library.rst
pandoc library.md -f markdown-smart -t asciidoc -o library.adoc
pandoc library.md -f markdown-smart -t mediawiki -o library.wiki
pandoc library.md -f markdown-smart -t latex -o library.tex
pandoc library.md -f markdown-smart -s -t html5 --metadata pagetitle='社區圖書室使用規則' -o library.html
pandoc library.md -f markdown-smart -t plain --wrap=none -o library.txt
soffice --headless --convert-to pdf --outdir . library.docx
# Of the lists of a DOCX it makes two each, of which the second starts anew.
soffice --headless --convert-to doc --outdir . library.odt
index=$(mktemp -d)
duizhao --index "$index" index library.md
for format in tmx tsv; do
    duizhao --index "$index" export --format "$format" -o "library.$format"
done
duizhao --index "$index" export --format xliff -o library.xlf
soffice --headless --infilter='CSV:9,34,UTF8' --convert-to xls --outdir . library.tsv
python3 - <<'END'
import json
unit = lambda text: {"stringUnit": {"state": "translated", "value": text}}
rows = [line.rstrip("\n").split("\t") for line in open("library.tsv")][1:]
strings = {ref: {"localizations": {"en": unit(en), "zh-Hant": unit(zh)}} for zh, en, ref in rows}
with open("library.xcstrings", "w") as out:
    json.dump({"sourceLanguage": "en", "strings": strings, "version": "1.0"}, out, ensure_ascii=False, indent=2)
    out.write("\n")
END
rm -r "$index"
