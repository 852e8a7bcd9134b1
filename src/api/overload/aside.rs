//! Threads of their own for queries and positions, so that no list and no flood of fixes holds up those that read and
//! answer commands.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

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
    pub(super) fn start(threads: usize) -> io::Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(threads.max(1))
            .thread_name("aside")
            .on_thread_start(stand_back)
            .enable_all()
            .build()?;
        let handle = runtime.handle().clone();
        Ok(Self { runtime: Some(runtime), handle })
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
