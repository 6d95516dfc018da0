//! Bytes to raw blocks and rows: one file a format. Law: what a reader gives is what the file says; it undoes
//! layout (line wraps, page furniture) and never repairs text.
//!
//! Odd text gives warnings; a file that cannot be read gives one error that names it, the limit it went past and
//! the way out. Nothing outside of the given file is opened, nothing panics, and [`limits`] bounds memory and time.
//! Formats of rows (TSV, CSV, JSONL, Moses, PO, TBX, TMX, XLIFF) are read as their rows are asked for.

mod archive;
mod columns;
mod compound;
mod debconf;
mod decode;
mod delimited;
mod detect;
mod doc;
mod docx;
mod encoding;
mod epub;
mod file_name;
mod flow;
mod fluent;
mod folder;
mod format;
mod formula;
mod front_matter;
mod halves;
mod html;
mod hz;
mod ini;
mod input;
mod json;
mod json_comments;
mod json_fields;
mod json_messages;
mod json_texts;
mod json_tree;
mod keyed;
mod known_files;
mod language;
pub mod limits;
mod line_join;
mod list_labels;
mod localised;
mod markdown;
mod markup;
mod mime;
mod moses;
mod name_pairs;
mod named_language;
mod notebook;
mod numbering;
mod odt;
mod ofd;
mod other_xml;
mod package;
mod pairing;
mod pdf;
mod plain_text;
mod po;
mod pptx;
mod properties;
mod prose;
mod raised;
mod reader;
mod renpy;
mod row_pairs;
mod row_stream;
mod rtf;
mod segment;
mod site_folders;
mod string_catalogue;
mod subtitles;
mod svg;
mod tagged;
mod tbx;
mod tmx;
mod twin_scripts;
mod unpaired_versions;
mod wordfast;
mod xliff;
mod xls;
mod xlsx;
mod xml_attributes;
mod xml_entries;
mod xml_stream;
mod xml_versions;
mod xml_vocabulary;

#[cfg(test)]
mod accounting;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod placing;
#[cfg(test)]
mod seeds;
#[cfg(test)]
mod testing;

pub use archive::{exists, real};
pub use folder::{Skip, Walked, documents, documents_of, has_documents, is_empty, is_folder, pair_stem};
pub use format::{Format, Hint};
pub use input::Input;
pub use language::{side_of_tag, side_of_text};
pub use name_pairs::{Files, Found};
pub use pairing::{Known, ParsedFiles, Related, relate};
pub use reader::{detect, read, read_pair, read_parallel, text_of};
