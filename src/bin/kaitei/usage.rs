//! What was typed wrongly, as a user reads it: one line what, one line what to do.

use clap::error::{ContextKind, ErrorKind};

use crate::failure::Failure;

/// The parser's refusal in words.
pub(crate) fn failure(error: &clap::Error) -> Failure {
    let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (argument, value) = (
        context(ContextKind::InvalidArg),
        context(ContextKind::InvalidValue),
    );
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!(
                "「{}」というコマンドはありません",
                context(ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::UnknownArgument => format!("「{argument}」という引数はありません"),
        ErrorKind::MissingRequiredArgument => {
            format!("引数が足りません（{}）", argument.replace('\n', "、"))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument}: 値がありません"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{argument}: 「{value}」は指定できません")
        }
        ErrorKind::ArgumentConflict => {
            format!(
                "{argument} は {} と一緒には指定できません",
                context(ContextKind::PriorArg)
            )
        }
        ErrorKind::MissingSubcommand => "コマンドがありません".to_owned(),
        _ => {
            let text = error.to_string();
            text.lines()
                .next()
                .unwrap_or_default()
                .trim_start_matches("error: ")
                .to_owned()
        }
    };
    let hint = match context(ContextKind::ValidValue) {
        valid if error.kind() == ErrorKind::InvalidValue && !valid.is_empty() => {
            format!(
                "次のどれかを指定してください: {}",
                valid.replace(", ", "、")
            )
        }
        _ if error.kind() == ErrorKind::ValueValidation && example(&argument).is_some() => {
            format!(
                "次のように指定してください: {}",
                example(&argument).unwrap_or_default()
            )
        }
        _ => "使い方は kaitei --help、または kaitei コマンド名 --help で見られます".to_owned(),
    };
    Failure::new(what, hint)
}

/// What a value looks like that is not one of a few words.
const EXAMPLES: [(&str, &str); 6] = [
    ("--labels", "改定前/改定後、旧/新（二つの名の間に /）"),
    (
        "--marks",
        "underline、bold、red、none、underline,red（組み合わせはコンマ）",
    ),
    ("--legend", "on、off、「下線部は変更箇所です。」のような文"),
    ("--effective", "2025-04-01"),
    ("--date", "2025-04-01"),
    ("--notice-days", "30"),
];

/// The example for an argument, which the parser calls `--date <DATE>`.
fn example(argument: &str) -> Option<&'static str> {
    let flag = argument.split_whitespace().next()?;
    EXAMPLES.iter().find(|e| e.0 == flag).map(|e| e.1)
}
