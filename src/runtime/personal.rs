//! Personal data in a running daemon: sealed while a message is read, opened for whoever may see it, destroyed when its
//! time has come.

use std::collections::BTreeSet;
use std::sync::{OnceLock, PoisonError};
use std::time::Duration;

use super::handle::{Handle, key_day};
use super::sequencer::own;
use crate::domain::command::Command;
use crate::domain::erasure::{ENDED_DAYS_MAX, EndedDay, ErasureCommand, ErasureSubject, ErasureTarget};
use crate::domain::personal::Personal;
use crate::domain::sealed::{KeyDay, RetentionKind, Sealed, Slip};
use crate::engine::State;
use crate::journal::disk::Disk;
use crate::records::Erasable;
use crate::vault::{Opened, Vault, VaultError};

/// How long the records are waited for before it is said that they lag.
const RECORDS_PATIENCE: Duration = Duration::from_secs(5);
const RECORDS_PAUSE: Duration = Duration::from_millis(10);

/// Seals the texts of one write: all of them under one slip, which is taken with the first.
#[derive(Debug)]
pub struct Sealer<'a> {
    handle: &'a Handle,
    slip: OnceLock<Slip>,
}

/// What a sealed text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// This.
    Clear(Personal),
    /// Nothing any more: its key was destroyed.
    Erased,
    /// Nobody knows: its key is missing or damaged, or the text was changed. That is logged.
    Unreadable,
}

impl Sealer<'_> {
    /// Encrypts a piece of personal data under today's key of its kind and the slip of this write.
    ///
    /// # Errors
    /// When the text is too long or a key cannot be had.
    pub fn seal(&self, kind: RetentionKind, text: &str) -> Result<Sealed, VaultError> {
        let slip = if let Some(slip) = self.slip.get() {
            *slip
        } else {
            let taken = self.handle.take_slip()?;
            *self.slip.get_or_init(|| taken)
        };
        let vault = self.handle.shared.vault.read().unwrap_or_else(PoisonError::into_inner);
        vault.seal(kind, slip, rand::random(), text.as_bytes())
    }
}

impl Handle {
    /// Seals the texts of one write.
    #[must_use]
    pub const fn sealer(&self) -> Sealer<'_> {
        Sealer { handle: self, slip: OnceLock::new() }
    }

    fn take_slip(&self) -> Result<Slip, VaultError> {
        let day = key_day(self.now());
        self.prepare_keys(day)?;
        let taken = self.shared.vault.read().unwrap_or_else(PoisonError::into_inner).take_slip(day);
        if let Some(slip) = taken {
            return Ok(slip);
        }
        let mut vault = self.shared.vault.write().unwrap_or_else(PoisonError::into_inner);
        loop {
            // Another one may have made a sheet meanwhile.
            if let Some(slip) = vault.take_slip(day) {
                return Ok(slip);
            }
            vault.prepare_slips(day)?;
        }
    }

    /// What a sealed text says. Who may hear it is the rim's to know.
    #[must_use]
    pub fn open(&self, sealed: &Sealed) -> Told {
        let opened = self.shared.vault.read().unwrap_or_else(PoisonError::into_inner).open(sealed);
        match opened.map(|opened| match opened {
            Opened::Clear(clear) => String::from_utf8(clear).ok().map(Personal::new),
            Opened::Erased => None,
        }) {
            Ok(Some(text)) => Told::Clear(text),
            Ok(None) => Told::Erased,
            Err(error) => {
                tracing::error!(%error, "failed to open a sealed text");
                Told::Unreadable
            }
        }
    }

    /// The days of a kind that have a key, the oldest and the newest, and how many there are.
    #[must_use]
    pub fn kept_days(&self, kind: RetentionKind) -> Option<(KeyDay, KeyDay, usize)> {
        let vault = self.shared.vault.read().unwrap_or_else(PoisonError::into_inner);
        let days: Vec<_> = vault.kept_days(kind).collect();
        Some((*days.first()?, *days.last()?, days.len()))
    }

    /// Under which slips everything was sealed that was told about something up to now; none when there is no such
    /// thing. It reads from disk and may wait for the records: call it where blocking is allowed.
    ///
    /// # Errors
    /// In words, when the records cannot be read or lag behind.
    pub fn erasable(&self, subject: ErasureSubject) -> Result<Option<Erasable>, String> {
        let now = self.read().sequence();
        let mut waited = Duration::ZERO;
        loop {
            {
                let records = self.shared.records.lock().unwrap_or_else(PoisonError::into_inner);
                if records.position().map_err(|why| why.to_string())?.sequence >= now {
                    return records.erasable(subject).map_err(|why| why.to_string());
                }
            }
            if waited >= RECORDS_PATIENCE || self.wait_stopping(RECORDS_PAUSE) {
                return Err("the records lag behind".to_owned());
            }
            waited += RECORDS_PAUSE;
        }
    }

    /// Asks for the erasure of days whose retention has ended.
    pub(super) fn end_retention(&self) {
        let today = key_day(self.now());
        let retention = self.shared.settings.retention;
        let mut days = Vec::new();
        {
            let (view, vault) = (self.read(), self.shared.vault.read().unwrap_or_else(PoisonError::into_inner));
            for kind in RetentionKind::ALL {
                let kept_days = retention.days(kind);
                let over = |day: &KeyDay| day.0.saturating_add(kept_days) < today.0;
                let open = |day: &KeyDay| !view.privacy().ends(kind, *day) && !view.privacy().holds(*day);
                let due = vault.kept_days(kind).filter(over).filter(open);
                days.extend(due.map(|day| EndedDay { kind, day, kept_days }));
            }
        }
        days.truncate(ENDED_DAYS_MAX);
        if !days.is_empty() {
            self.submit_own(ErasureCommand::EndRetention { days });
        }
    }

    /// Destroys the keys of what was ordered to be erased, then says so. The order is on disk before the first key is
    /// touched, the destruction before it is confirmed.
    pub(super) fn carry_out_erasures(&self) {
        let ordered: Vec<_> = self.read().privacy().ordered().iter().cloned().collect();
        for target in ordered {
            let destroyed = {
                let mut vault = self.shared.vault.write().unwrap_or_else(PoisonError::into_inner);
                destroy(&mut vault, &target)
            };
            match destroyed {
                Ok(()) => self.submit_own(ErasureCommand::Confirm { target }),
                Err(error) => tracing::error!(%error, "failed to destroy keys of personal data: trying again"),
            }
        }
    }

    fn submit_own(&self, command: ErasureCommand) {
        let command = Command::OnErasure(Box::new(command));
        self.submit_unanswered(own(self.now(), command, self.make_command_id()));
    }
}

fn destroy<D: Disk>(vault: &mut Vault<D>, target: &ErasureTarget) -> Result<(), VaultError> {
    match target {
        ErasureTarget::Day { kind, day } => vault.destroy(*kind, *day),
        ErasureTarget::Of { slips, .. } => vault.destroy_slips(slips),
    }
}

/// Destroys again whatever the record says was erased: a copy of the keys that was put back revives nothing. Returns how
/// many keys of days were there.
///
/// # Errors
/// When the disk refuses.
pub fn erase_again<D: Disk>(vault: &mut Vault<D>, state: &State) -> Result<usize, VaultError> {
    let privacy = state.privacy();
    let mut revived = Vec::new();
    for kind in RetentionKind::ALL {
        revived
            .extend(vault.kept_days(kind).filter(|day| privacy.days().contains(&(kind, *day))).map(|day| (kind, day)));
    }
    for (kind, day) in &revived {
        vault.destroy(*kind, *day)?;
    }
    let slips: BTreeSet<_> = privacy.slips().clone();
    vault.destroy_slips(&slips)?;
    Ok(revived.len())
}
