//! The `kaitei` command: the only place that prints, reads the clock and the environment.

mod amend;
mod apply;
mod args;
mod collect;
mod compare;
mod corpus_args;
mod diff;
mod failure;
mod ingest;
mod list;
mod log;
mod notice;
mod output;
mod proof;
mod save;
mod segment;
mod serve;
mod show;
mod site;
mod summary;
mod surroundings;
mod table;
mod table_args;
mod target;
mod usage;
mod verify;
mod word;
mod wording;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args = match args::Args::read() {
        Ok(args) => args,
        Err(error) => {
            let asked = !error.use_stderr();
            if asked
                || error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
            {
                // The help; nothing is left to do if even that cannot be written.
                let _ = error.print();
                return ExitCode::from(if asked { failure::DONE } else { failure::ERROR });
            }
            return usage::failure(&error).report();
        }
    };
    match args.run() {
        Ok(status) => ExitCode::from(status),
        Err(failure) => failure.report(),
    }
}
