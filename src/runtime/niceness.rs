//! What the operating system is told of a thread's importance.
//!
//! When there is more to do than cores, the threads that read, decide, sync and answer come first, and those that project,
//! copy, list and count take what is left. They still get a tenth of a core each, so that none of them stands still.

/// By how much a thread beside is nicer than the others.
const BESIDE: i32 = 10;

/// Makes the calling thread one that others go before.
pub fn stand_back() {
    // Only Linux has this of a single thread; elsewhere it would change the whole process.
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, BESIDE) {
        tracing::debug!(%error, "failed to make a thread nicer: it competes with the important ones");
    }
}
