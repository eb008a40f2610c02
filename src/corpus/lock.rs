//! One writer at a time: `kaitei.lock` in the repository's own folder.
//!
//! In: that folder. Out: a [`Lock`] that is let go when dropped. Never: breaks another's lock.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::CorpusError;

/// The file's name.
pub(super) const NAME: &str = "kaitei.lock";
const PAUSE: Duration = Duration::from_millis(20);
/// How often a living owner is waited for: two minutes.
const PATIENCE_HELD: u32 = 6_000;
/// How often a lock without an owner is looked at again: its owner may be between two steps.
const PATIENCE_STALE: u32 = 10;

/// A lock that is held.
///
/// Invariant: while it lives, the file exists and this process holds the operating system's lock on
/// it, so a file whose lock is free was left by a process that died.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock in `dir`, waiting for a living owner.
    ///
    /// # Errors
    /// [`CorpusError::Locked`] where the owner died or does not let go; the disk's refusal.
    pub(super) fn take(dir: &Path) -> Result<Self, CorpusError> {
        let path = dir.join(NAME);
        let (mut held, mut stale) = (0, 0);
        loop {
            let refused = |error| CorpusError::Io {
                path: path.clone(),
                error,
            };
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(mut file) => {
                    // Waits for those who are just looking whether it is free. Where the system knows no
                    // locks, the file alone has to do.
                    let _ = file.lock();
                    let _ = writeln!(file, "{}", std::process::id());
                    return Ok(Self { path, _file: file });
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(refused(error)),
            }
            match File::open(&path).map(|f| f.try_lock_shared()) {
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    stale = 0;
                    continue;
                }
                Ok(Err(TryLockError::WouldBlock)) => (held, stale) = (held + 1, 0),
                _ => stale += 1,
            }
            if held > PATIENCE_HELD || stale > PATIENCE_STALE {
                return Err(CorpusError::Locked {
                    path,
                    stale: stale > PATIENCE_STALE,
                });
            }
            std::thread::sleep(PAUSE);
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Nothing can be done where even this fails; the next writer names the file.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Waits for a lock of git's own to go.
///
/// # Errors
/// [`CorpusError::Locked`] where it stays.
pub(super) fn wait_for_git(dir: &Path) -> Result<(), CorpusError> {
    let path = dir.join("index.lock");
    for _ in 0..PATIENCE_STALE {
        if !path.exists() {
            return Ok(());
        }
        std::thread::sleep(PAUSE);
    }
    Err(CorpusError::Locked { path, stale: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_left_behind_is_named_and_kept() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(NAME);
        std::fs::write(&path, "1\n").unwrap();
        assert!(matches!(
            Lock::take(dir.path()),
            Err(CorpusError::Locked { stale: true, .. })
        ));
        assert!(path.exists());
        std::fs::remove_file(&path).unwrap();
        drop(Lock::take(dir.path()).unwrap());
        assert!(!path.exists());
    }

    #[test]
    fn only_one_holds_it() {
        let dir = tempfile::tempdir().unwrap();
        let inside = std::sync::atomic::AtomicU32::new(0);
        std::thread::scope(|s| {
            for _ in 0..4 {
                s.spawn(|| {
                    for _ in 0..5 {
                        let lock = Lock::take(dir.path()).unwrap();
                        assert_eq!(inside.fetch_add(1, std::sync::atomic::Ordering::SeqCst), 0);
                        std::thread::yield_now();
                        inside.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                        drop(lock);
                    }
                });
            }
        });
    }
}
