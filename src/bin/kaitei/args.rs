//! What was typed: the commands and the options that all of them share.

use std::ffi::OsString;

use clap::{Parser, Subcommand};

use crate::failure::Failure;

/// Keeps every version of a Japanese policy text as numbered clauses, and says clause by clause what a revision changed.
#[derive(Debug, Parser)]
#[command(
    name = "kaitei",
    version,
    max_term_width = 100,
    arg_required_else_help = true
)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

/// The commands: the name that is typed, its variant and what it takes.
macro_rules! commands {
    ($($name:literal $variant:ident $args:path;)*) => {
        #[derive(Debug, Subcommand)]
        enum Command {
            $(#[command(name = $name)] $variant($args),)*
        }

        impl Command {
            fn run(self) -> Result<u8, Failure> {
                match self {
                    $(Self::$variant(args) => args.run(),)*
                }
            }

            /// The command of that name by itself; none where what follows does not fit it, or asks for help.
            fn alone(name: &str, rest: impl Iterator<Item = OsString>) -> Option<Self> {
                match name {
                    $($name => one($name, rest).map(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

commands! {
    "segment" Segment crate::segment::SegmentArgs;
    "ingest" Ingest crate::ingest::IngestArgs;
    "list" List crate::list::ListArgs;
    "show" Show crate::show::ShowArgs;
    "log" Log crate::log::LogArgs;
    "verify" Verify crate::verify::VerifyArgs;
    "diff" Diff crate::diff::DiffArgs;
    "summary" Summary crate::summary::SummaryArgs;
    "compare" Compare crate::compare::CompareArgs;
    "table" Table crate::table::TableArgs;
    "notice" Notice crate::notice::NoticeArgs;
    "amend" Amend crate::amend::AmendArgs;
    "apply" Apply crate::apply::ApplyArgs;
    "site" Site crate::site::SiteArgs;
    "serve" Serve crate::serve::ServeArgs;
}

fn one<A: clap::Args>(name: &'static str, rest: impl Iterator<Item = OsString>) -> Option<A> {
    let command = A::augment_args(clap::Command::new(name).no_binary_name(true));
    let matches = command.try_get_matches_from(rest).ok()?;
    A::from_arg_matches(&matches).ok()
}

impl Args {
    /// What was typed.
    ///
    /// To describe every command takes longer than to read two texts of one page: the one that was typed is tried alone, and
    /// all of them only where that fails, for the help and for what is said of a fault.
    pub(crate) fn read() -> Result<Self, clap::Error> {
        let mut typed = std::env::args_os().skip(1);
        let alone = typed
            .next()
            .and_then(|name| Command::alone(name.to_str()?, typed));
        match alone {
            Some(command) => Ok(Self { command }),
            None => Self::try_parse(),
        }
    }

    /// Runs the command; its exit status.
    pub(crate) fn run(self) -> Result<u8, Failure> {
        self.command.run()
    }
}
