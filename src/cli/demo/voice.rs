//! The desk that speaks for units without a device: it calls them by voice and writes down what they say.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::sync::mpsc;
use tonic::Status;
use tonic::transport::Channel;

use super::crew::Crew;
use super::desk::signed;
use super::shift::Shift;
use super::words;
use crate::api::proto;
use crate::api::proto::unit_service_client::UnitServiceClient;

/// Under which name it writes.
const NAME: &str = "desk-voice";

/// The voice desk and the crews at the other end.
#[derive(Debug)]
pub(super) struct VoiceDesk {
    crews: BTreeMap<String, Crew>,
    orders: mpsc::Receiver<proto::UnitOrder>,
    client: UnitServiceClient<Channel>,
    shift: Arc<Shift>,
}

impl VoiceDesk {
    /// A desk for these crews.
    pub(super) fn new(
        crews: Vec<Crew>,
        orders: mpsc::Receiver<proto::UnitOrder>,
        channel: Channel,
        shift: Arc<Shift>,
    ) -> Self {
        let crews = crews.into_iter().map(|crew| (crew.unit.clone(), crew)).collect();
        Self { crews, orders, client: UnitServiceClient::new(channel), shift }
    }

    /// Checks its units in, as they call in one after the other.
    ///
    /// # Errors
    /// When one is refused.
    pub(super) async fn check_in(&mut self) -> Result<(), Status> {
        for crew in self.crews.values() {
            let request = proto::StartDutyRequest {
                unit: crew.unit.clone(),
                check_in: Some(words::check_in(&crew.check_in)),
                request_id: self.shift.make_uuid(),
                ..proto::StartDutyRequest::default()
            };
            self.client.start_duty(signed(NAME, request)).await?;
            self.shift.counts.on_duty.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Calls and listens until the shift is over.
    pub(super) async fn run(mut self) {
        let shift = Arc::clone(&self.shift);
        loop {
            let now = shift.now();
            let due = self.crews.values().filter_map(|crew| crew.due_to_speak(now)).min();
            let wait = async {
                match due {
                    Some(due) => shift.until(due).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = shift.ended() => return,
                order = self.orders.recv() => match order {
                    Some(order) => self.call(&order),
                    None => return,
                },
                () = wait => self.listen().await,
            }
        }
    }

    fn call(&mut self, order: &proto::UnitOrder) {
        if let Some(crew) = self.crews.get_mut(&order.unit) {
            crew.take_order(order, self.shift.now(), &mut self.shift.ledger());
        }
    }

    async fn listen(&mut self) {
        let now = self.shift.now();
        let said: Vec<_> = {
            let mut notes = self.shift.ledger();
            let busy = self.crews.values_mut().filter(|crew| crew.order().is_some());
            busy.filter_map(|crew| crew.act(now, &mut notes)).collect()
        };
        for mut saying in said {
            saying.request_id = self.shift.make_uuid();
            if let Err(status) = self.client.advance_dispatch(signed(NAME, saying)).await {
                self.shift.refused(&format!("voice: {}: {}", status.code(), status.message()));
            }
        }
    }
}
