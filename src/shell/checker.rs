//! A look at all pages of a library that was not closed, so that damage is told before it is met.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::store::StoreError;
use crate::store::search::Stopper;

use super::vault::Vault;

/// The look, on a thread of its own. It is given up when this is dropped.
pub(super) struct Checker {
    look: Arc<Mutex<Look>>,
}

/// How far it has come.
enum Look {
    /// The library is being opened.
    Begun,
    /// It is looked at.
    Looking(Stopper),
    /// Nobody wants to know any more.
    GivenUp,
}

impl Checker {
    /// Begins to look at the library. Where that cannot be done, damage is told when it is met.
    pub fn start(vault: &Vault) -> Self {
        let look = Arc::new(Mutex::new(Look::Begun));
        let (own, vault) = (Arc::clone(&look), vault.clone());
        let thread = std::thread::Builder::new().name("checker".to_owned());
        let _ = thread.spawn(move || match check(&vault, &own) {
            Err(error) if error.is_damage() => vault.tell_unasked(&error),
            // What keeps it from looking tells nothing of the file.
            _ => {}
        });
        Self { look }
    }
}

fn check(vault: &Vault, look: &Mutex<Look>) -> Result<(), StoreError> {
    let store = vault.open()?;
    {
        let mut look = lock(look);
        if matches!(*look, Look::GivenUp) {
            return Ok(());
        }
        *look = Look::Looking(store.stopper());
    }
    store.check()
}

fn lock(look: &Mutex<Look>) -> MutexGuard<'_, Look> {
    // Nothing that holds it leaves it half done.
    look.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Checker {
    fn drop(&mut self) {
        if let Look::Looking(stopper) = std::mem::replace(&mut *lock(&self.look), Look::GivenUp) {
            stopper.stop();
        }
    }
}
