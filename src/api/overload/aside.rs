//! Threads of their own: for queries and positions, so that no list and no flood of fixes holds up those that read and
//! answer commands; and for the lines of devices that have a door of their own, so that ten thousand that break at once
//! stand in no desk's way.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::net::TcpListener;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio_util::task::AbortOnDropHandle;

use crate::runtime::niceness::stand_back;

/// The threads.
#[derive(Debug)]
pub struct Aside {
    /// Always there until it is dropped.
    runtime: Option<Runtime>,
    handle: Handle,
}

/// Work on the threads beside; dropping it ends the work.
#[derive(Debug)]
pub struct Work<T>(AbortOnDropHandle<T>);

impl Aside {
    /// Threads that others go before.
    ///
    /// # Errors
    /// When they cannot be started.
    pub(super) fn start(threads: usize) -> io::Result<Self> {
        Self::build(
            Builder::new_multi_thread().worker_threads(threads.max(1)).thread_name("aside").on_thread_start(stand_back),
        )
    }

    /// As many threads for the lines of devices as half of the cores, as important as those of desks: one that is nicer could
    /// lose its core while it holds what desks wait for.
    ///
    /// # Errors
    /// When they cannot be started.
    pub fn for_devices() -> io::Result<Self> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self::build(Builder::new_multi_thread().worker_threads((cores / 2).max(1)).thread_name("devices"))
    }

    fn build(builder: &mut Builder) -> io::Result<Self> {
        let runtime = builder.enable_all().build()?;
        let handle = runtime.handle().clone();
        Ok(Self { runtime: Some(runtime), handle })
    }

    /// Has these threads learn of what comes in by a listener, and no others.
    ///
    /// # Errors
    /// When it cannot be registered with them.
    pub fn adopt(&self, listener: TcpListener) -> io::Result<TcpListener> {
        let listener = listener.into_std()?;
        let _here = self.handle.enter();
        TcpListener::from_std(listener)
    }

    /// Runs something there.
    pub fn run<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> Work<T> {
        Work(AbortOnDropHandle::new(self.handle.spawn(work)))
    }
}

impl<T> Future for Work<T> {
    /// None when the work panicked or the daemon is stopping.
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        Pin::new(&mut self.0).poll(context).map(Result::ok)
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // Waiting for the threads is not allowed where this may be dropped; what they still do, nobody hears.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
