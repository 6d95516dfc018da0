//! Ways to ask that people pick from a menu: what the assistant is told to do with the tools.

use super::refusal::Refusal;
use rmcp::model::{GetPromptResult, Prompt as Described, PromptArgument, PromptMessage, Role};
use serde_json::{Map, Value};

pub(super) struct Prompt {
    name: &'static str,
    title: &'static str,
    about: &'static str,
    /// The one thing that it is about: name and meaning.
    argument: (&'static str, &'static str),
    /// What is asked, with `{}` for that thing.
    text: &'static str,
}

pub(super) const PROMPTS: &[Prompt] = &[
    Prompt {
        name: "find_renderings",
        title: "Find how a term was rendered",
        about: "How a term was rendered in the other language, how often, where, and where not · 譯法",
        argument: ("term", "A term in Chinese or English"),
        text: "How was “{}” rendered in the indexed documents?\n\
               1. Call terms with it.\n\
               2. For each rendering that matters call show with one of its ids, and quote the sentence of both sides.\n\
               3. Where a rendering is usual, call search for the passages that do not have it, for example \
               zh:TERM -en:\"RENDERING\", and say what they have instead.\n\
               Report the renderings, most frequent first, with counts and passage ids. Call a candidate a candidate. \
               Cite only ids that the tools gave you; if nothing was found, say so.",
    },
    Prompt {
        name: "quote_with_citation",
        title: "Quote with citation",
        about: "A passage in both languages, word for word, with its place · 引文與出處",
        argument: ("text", "A sentence, a part of one, or what it is about; in Chinese or English"),
        text: "Quote in both languages, with its place: “{}”\n\
               1. Call counterpart with the text; if nothing is like it, call search with its main words.\n\
               2. Call show with the id of what fits, and quote both sides word for word, without the brackets of marks.\n\
               3. Behind the quotation give the title of the document and the passage id as [id].\n\
               Cite only ids that the tools gave you. If the wording that was asked for differs from the document, say \
               what differs; if it is in no document, say so and quote nothing.",
    },
];

impl Prompt {
    /// The prompt of that name.
    pub fn named(name: &str) -> Result<&'static Prompt, Refusal> {
        let names = || PROMPTS.iter().map(|prompt| prompt.name).collect::<Vec<_>>().join(", ");
        let found = PROMPTS.iter().find(|prompt| prompt.name == name);
        let shown: String = name.chars().take(40).collect();
        found.ok_or_else(|| Refusal::Arguments(format!("there is no prompt '{shown}'; there are {}", names())))
    }

    /// As clients list it.
    pub fn described(&self) -> Described {
        let (name, about) = self.argument;
        let argument = PromptArgument::new(name).with_description(about).with_required(true);
        Described::new(self.name, Some(self.about), Some(vec![argument])).with_title(self.title)
    }

    /// What the assistant is told.
    pub fn filled(&self, given: &Map<String, Value>) -> Result<GetPromptResult, Refusal> {
        let (name, about) = self.argument;
        if let Some(other) = given.keys().find(|key| *key != name) {
            let shown: String = other.chars().take(40).collect();
            return Err(Refusal::Arguments(format!("there is no argument '{shown}' here; there is '{name}'")));
        }
        match given.get(name).and_then(Value::as_str).map(str::trim) {
            Some(value) if !value.is_empty() => {
                let message = PromptMessage::new_text(Role::User, self.text.replace("{}", value));
                Ok(GetPromptResult::new(vec![message]).with_description(self.about))
            }
            _ => Err(Refusal::Arguments(format!("'{name}' is missing: {about}"))),
        }
    }
}
