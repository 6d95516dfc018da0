//! English abbreviations and sentence openers, for the full stops of `en.rs`. Words stand without their last full stop.
//! The lists that are asked at every full stop are slices; those that are asked seldom are plain text.

/// Abbreviations that never end a sentence: a name or the other half of a phrase follows.
pub(super) static LEADS_ON: &[&str] = &[
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "Rev", "Hon", "Messrs", "Mmes", "St", "Mt", "Ft", "Gen", "Col", "Lt", "Maj",
    "Sgt", "Capt", "Cmdr", "Adm", "Brig", "Supt", "Insp", "Gov", "Sen", "Rep", "Pres", "Amb", "Asst", "Assoc", "Fr",
    "Sr", "v", "vs", "cf", "Cf", "viz", "e.g", "E.g", "i.e", "I.e", "eg", "ie", "approx", "incl", "c.f", "ca", "a.k.a",
    "aka", "esp", "resp",
];

/// Abbreviations in front of a number or another label: `No. 5`, `Art. 3`, `Jan. 12`. In small letters.
pub(super) static LEADS_LABEL: &[&str] = &[
    "no", "nos", "nr", "art", "arts", "sec", "secs", "sect", "para", "paras", "par", "subpara", "subsec", "reg",
    "regs", "cl", "cls", "sch", "sched", "ch", "chap", "chs", "cap", "pt", "pts", "vol", "vols", "p", "pp", "s", "ss",
    "r", "rr", "n", "nn", "c", "l", "ll", "fig", "figs", "tab", "eq", "eqs", "ex", "exh", "app", "ann", "ver", "rev",
    "ed", "eds", "tel", "ext", "res", "ord", "doc", "docs", "ref", "refs", "rm", "flr", "op", "rs", "lot", "jan",
    "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];

/// Abbreviations that stand inside a sentence as often as at its end: what follows must decide.
pub(super) static MAY_END: &[&str] = &[
    "Inc", "Ltd", "Co", "Corp", "Cos", "Bros", "Pte", "Pty", "Plc", "plc", "LLC", "LLP", "S.A", "Jr", "Esq", "Dept",
    "Univ", "Assn", "Bhd", "Sdn", "al", "Ave", "Rd", "Blvd", "Bldg", "ibid", "Ibid", "id", "Id", "cit", "seq", "dept",
    "est", "min", "max", "avg", "Intl", "Int", "Natl", "Govt", "Cal", "Mass", "Conn", "Fla", "Wash", "trans", "misc",
];

/// Words that, with a capital, nearly always open a sentence.
pub(super) static OPENS: &str = "\
    A About According Additionally After All Also Although Among An And Another Any As At Because Before Besides \
    Between Both But By Can Did Do Does During Each Either Even Every Few Finally First For From Furthermore Had \
    Has He Hence Her Here His How However I If In Indeed Instead Is It Its Later Many Meanwhile Moreover Most My \
    Neither Nevertheless Next No Nobody None Nor Not Nothing Now Of On Once One Only Or Other Others Our Over \
    Perhaps Please Second See Several She Should Since So Some Soon Still Such Than That The Their Then There \
    Therefore These They This Those Though Three Through Thus To Today Two Under Unless Unlike Until Upon Was We \
    Were What When Where Whether Which While Who Why Will With Within Without Would Yet You Your";

/// Words in front of the number of a unit of a document, as in `Article 5.` or `Chapter IV.` In small letters.
pub(super) static UNITS: &str = "\
    article art. section sec. chapter part title book clause rule item paragraph subparagraph schedule appendix \
    annex regulation step table figure fig. example exhibit note no. question principle";

/// Verbs of speech after a quotation: `"Where?" Mr. Lam asked.`
pub(super) static SPEECH: &str = "\
    said says asked asks replied cried shouted exclaimed whispered answered added demanded muttered wondered \
    laughed called protested snapped growled murmured thought inquired enquired continued insisted repeated \
    yelled sighed screamed warned wrote joked quipped";

/// What a business is, behind its name.
pub(super) static BUSINESS: &str = "\
    Inc Incorporated Corp Corporation Co Company Ltd Limited LLC LLP PLC Plc plc GmbH AG SA SE Group Holdings Brands \
    Pty Pte KK";

/// Names that end in `!` or `?`.
pub(super) static WITH_A_MARK: &str = "Yahoo Yum Jeopardy Joomla Kahoot";
