//! What was typed: the commands and the options that all of them share.

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

#[derive(Debug, Subcommand)]
enum Command {
    Segment(crate::segment::SegmentArgs),
    Ingest(crate::ingest::IngestArgs),
    List(crate::list::ListArgs),
    Show(crate::show::ShowArgs),
    Log(crate::log::LogArgs),
    Verify(crate::verify::VerifyArgs),
    Diff(crate::diff::DiffArgs),
    Summary(crate::summary::SummaryArgs),
    Compare(crate::compare::CompareArgs),
    Table(crate::table::TableArgs),
    Notice(crate::notice::NoticeArgs),
    Amend(crate::amend::AmendArgs),
    Apply(crate::apply::ApplyArgs),
    Site(crate::site::SiteArgs),
    Serve(crate::serve::ServeArgs),
}

impl Args {
    /// Runs the command; its exit status.
    pub(crate) fn run(self) -> Result<u8, Failure> {
        match self.command {
            Command::Segment(args) => args.run(),
            Command::Ingest(args) => args.run(),
            Command::List(args) => args.run(),
            Command::Show(args) => args.run(),
            Command::Log(args) => args.run(),
            Command::Verify(args) => args.run(),
            Command::Diff(args) => args.run(),
            Command::Summary(args) => args.run(),
            Command::Compare(args) => args.run(),
            Command::Table(args) => args.run(),
            Command::Notice(args) => args.run(),
            Command::Amend(args) => args.run(),
            Command::Apply(args) => args.run(),
            Command::Site(args) => args.run(),
            Command::Serve(args) => args.run(),
        }
    }
}
