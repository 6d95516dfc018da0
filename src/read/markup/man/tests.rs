//! Small pages of manuals, and what is read of them.

use super::*;
use crate::read::testing::shown;

fn raw(text: &str) -> Raw {
    read(&Input::bytes("tug.1", text.as_bytes()), &Hint::default()).unwrap()
}

#[test]
fn sections_paragraphs_and_terms() {
    let text = ".\\\" Of the port\n.TH TUG 1 \"2 May 2024\"\n.SH NAME\ntug \\- moor a \\fBship\\fR\n.SH \"SEE ALSO\"\n\
        .BR berth (1),\nand\n.I quay\n.PP\n這是\n一段。\n.TP\n.B \\-f, \\-\\-fast\n.RS 4\nMoors fast.\n.RE\n.IP \\(bu 2\nOne.\n.IP 1.\nTwo.\n\
        .nf\ntug -f\n  tug\n.fi\n.de XX\n.B x\n..\n.sp 2\nIt costs 5\\(mu3 \\(lqdues\\(rq.\\\" or so\n";
    let raw = raw(text);
    let left: Vec<&str> = raw.left_out.iter().map(|piece| piece.text.as_str()).collect();
    assert_eq!(left, ["Of the port", "TUG 1 2 May 2024", "4", "2", "•", "de XX", ".B x", "..", "2", "or so"]);
    let want = [
        "# NAME",
        "tug - moor a ship",
        "# SEE ALSO",
        "berth(1), and quay",
        "這是一段。",
        "-f, --fast",
        "Moors fast.",
        "One.",
        "1. Two.",
        "` tug -f\n  tug",
        "It costs 5×3 “dues”.",
    ];
    assert_eq!(shown(raw), want);
}

#[test]
fn tables_and_what_is_for_screens() {
    let text = ".TH T 1\n.SH A\n.TS\ntab(:);\nl l.\nNorth:T{\nthe berth\nof tugs\nT}\n_\n南:泊位\n.TE\n.if n .B shown\n.if t hidden\n";
    assert_eq!(shown(raw(text)), ["# A", "North | the berth of tugs", "南 | 泊位", "shown"]);
}

#[test]
fn mdoc() {
    let text = ".Dd May 2, 2024\n.Dt TUG 1\n.Os\n.Sh NAME\n.Nm tug\n.Nd moors ships\n.Sh SYNOPSIS\n.Nm\n.Op Fl f Ar rope\n.Sh 說明\n\
        .Bl -tag\n.It Fl v\nSays what it does, see\n.Xr berth 1 .\n.El\n";
    let want = [
        "# NAME",
        "tug — moors ships",
        "# SYNOPSIS",
        "tug [-f rope]",
        "# 說明",
        "-v",
        "Says what it does, see berth(1).",
    ];
    assert_eq!(shown(raw(text)), want);
}
