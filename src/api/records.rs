//! The service of auditors.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Semaphore, mpsc};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status};

use super::dispatch::read_one;
use super::edge::Edge;
use super::faults::Faults;
use super::guard::caller;
use super::instant::time;
use super::lens::{Lens, no_unit};
use super::names::{self, Collection};
use super::page::{Page, next_token, read_page};
use super::proto;
use super::proto::records_service_server::RecordsService;
use super::proto::verify_journal_response::Message;
use super::status::Problem;
use super::to_proto;
use super::witness::Shown;
use crate::domain::actor::{Actor, Scope};
use crate::domain::classification::Level;
use crate::domain::ids::{Sequence, UnitId, ZoneId};
use crate::domain::position::Fix;
use crate::domain::time::EngineTime;
use crate::runtime::audit::{AuditPage, AuditQuery, More};
use crate::runtime::clock::Stopwatch;
use crate::runtime::past::{ResponseSpan, ResponseTable};
use crate::runtime::track::TrackSpan;

/// How many messages of an examination may wait for its reader.
const QUEUE: usize = 16;

/// How often an examination says how far it has come.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(500);

/// How far back a track goes when nobody says.
const TRACK_SPAN: Duration = Duration::from_hours(1);

/// The longest span of a track.
const TRACK_SPAN_MAX: Duration = Duration::from_hours(24);

/// How many points a track has when nobody says.
const TRACK_POINTS: usize = 1_000;

/// How many points a track has at most.
const TRACK_POINTS_MAX: usize = 5_000;

/// How far back response times go when nobody says.
const RESPONSE_SPAN: Duration = Duration::from_hours(1);

/// The longest span of response times.
const RESPONSE_SPAN_MAX: Duration = Duration::from_hours(31 * 24);

/// The service.
#[derive(Clone, Debug)]
pub struct RecordsApi {
    edge: Edge,
    /// The right to examine: there is one.
    examination: Arc<Semaphore>,
    /// The right to count: one counts, the others wait for it.
    count: Arc<Semaphore>,
}

impl RecordsApi {
    /// The service over a running daemon.
    #[must_use]
    pub fn new(edge: Edge) -> Self {
        Self { edge, examination: Arc::new(Semaphore::new(1)), count: Arc::new(Semaphore::new(1)) }
    }

    /// Looks into the audit on a thread that may block.
    async fn look(&self, query: AuditQuery, page: &Page) -> Result<AuditPage, Problem> {
        let after = page.after.as_deref().map(<[u8; 8]>::try_from).transpose();
        let after = after.map_err(|_| Problem::invalid("page_token", "unknown page token"))?;
        let after = after.map(|key| Sequence::new(u64::from_be_bytes(key)));
        let (handle, rows) = (self.edge.handle.clone(), page.size + 1);
        let looked = tokio::task::spawn_blocking(move || handle.audit_page(&query, after, rows)).await;
        looked.map_err(|error| unreadable(&error))?.map_err(|error| unreadable(&error))
    }

    /// Counts on a thread that may block.
    async fn count(&self, span: ResponseSpan, wanted: Option<ZoneId>, actor: Actor) -> Result<ResponseTable, Problem> {
        let permit = Arc::clone(&self.count).acquire_owned().await.map_err(|error| unreadable(&error))?;
        let handle = self.edge.handle.clone();
        let counting = tokio::task::spawn_blocking(move || {
            // Whoever hangs up does not let a second one count beside it.
            let _permit = permit;
            let is_wanted =
                |zone: Option<&ZoneId>| is_told_of(&actor, zone) && (wanted.is_none() || wanted.as_ref() == zone);
            handle.response_times(&span, &is_wanted)
        });
        counting.await.map_err(|error| unreadable(&error))?.map_err(|error| unreadable(&error))
    }
}

fn unreadable(error: &dyn std::fmt::Display) -> Problem {
    Problem::unavailable("RECORDS_UNREADABLE", format!("the records cannot be read now: {error}"))
}

/// Reads what is to be listed.
fn read_query(asked: &proto::ListAuditEntriesRequest) -> Result<AuditQuery, Problem> {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let mut faults = Faults::default();
    let from = time(&mut faults, "start_time", asked.start_time);
    let until = time(&mut faults, "end_time", asked.end_time);
    if let (Some(from), Some(until)) = (from, until)
        && from >= until
    {
        faults.note("end_time", "it must be later than start_time");
    }
    let query = AuditQuery {
        principal: given(&asked.principal),
        role: given(&asked.role),
        command: given(&asked.command),
        subject: given(&asked.subject),
        from,
        until,
        refused_only: asked.refused_only,
        newest_first: asked.newest_first,
    };
    Ok(faults.finish(Some(query))?)
}

/// Reads whose track is wanted, and of which time.
fn read_span(asked: &proto::GetTrackRequest, now: EngineTime) -> Result<TrackSpan, Problem> {
    let unit: UnitId = read_one(|reader| reader.name("unit", Collection::Units, &asked.unit))?;
    let mut faults = Faults::default();
    let end = time(&mut faults, "end_time", asked.end_time);
    let start = time(&mut faults, "start_time", asked.start_time);
    let to = end.unwrap_or(now);
    let from = start.unwrap_or(to - TRACK_SPAN);
    if from > to {
        faults.note("start_time", "it must not be later than end_time");
    } else if to.since(from) > TRACK_SPAN_MAX {
        faults.note("start_time", "it must be at most 24 hours before end_time");
    }
    let points_max = match usize::try_from(asked.points_max) {
        Ok(0) => Some(TRACK_POINTS),
        Ok(points @ 2..=TRACK_POINTS_MAX) => Some(points),
        Ok(_) | Err(_) => {
            let got = asked.points_max;
            faults.note("points_max", format!("invalid count (got {got}): 2 to {TRACK_POINTS_MAX}, or 0, are allowed"));
            None
        }
    };
    Ok(faults.finish(points_max.map(|points_max| TrackSpan { unit, from, to, points_max }))?)
}

/// Reads of which time response times are wanted, and of which zone.
fn read_response_span(
    asked: &proto::GetResponseTimesRequest,
    now: EngineTime,
) -> Result<(ResponseSpan, Option<ZoneId>), Problem> {
    let mut faults = Faults::default();
    let until = time(&mut faults, "end_time", asked.end_time).unwrap_or(now);
    let from = time(&mut faults, "start_time", asked.start_time).unwrap_or(until - RESPONSE_SPAN);
    if from >= until {
        faults.note("start_time", format!("invalid time (got {from}): it must be earlier than end_time, {until}"));
    } else if until.since(from) > RESPONSE_SPAN_MAX {
        faults.note(
            "start_time",
            format!("invalid time (got {from}): it must be at most 31 days before end_time, {until}"),
        );
    }
    let zone = (!asked.zone.is_empty()).then(|| faults.take("zone", ZoneId::new(&asked.zone)));
    Ok(faults.finish(Some((ResponseSpan { from, until, now }, zone.flatten())))?)
}

/// Whether a caller is told of a zone's incidents: of those in no zone everybody is who may ask.
fn is_told_of(actor: &Actor, zone: Option<&ZoneId>) -> bool {
    match (&actor.scope, zone) {
        (Scope::City, _) | (Scope::Zones { .. }, None) => true,
        (Scope::Zones { zones, .. }, Some(zone)) => zones.contains(zone),
        (Scope::Units(_) | Scope::Partner(_), _) => false,
    }
}

fn track_point(fix: &Fix) -> proto::TrackPoint {
    proto::TrackPoint {
        take_time: Some(to_proto::time(fix.taken_at)),
        position: Some(to_proto::position(fix.at)),
        speed_mps: fix.speed_mps,
        heading_deg: fix.heading_deg,
    }
}

/// What was asked for, as the record has it.
fn in_words(query: &AuditQuery) -> String {
    let mut words = Vec::new();
    let texts = [
        ("principal", &query.principal),
        ("role", &query.role),
        ("command", &query.command),
        ("subject", &query.subject),
    ];
    words.extend(texts.iter().filter_map(|(name, text)| Some(format!("{name}={}", text.as_ref()?))));
    let times = [("from", query.from), ("until", query.until)];
    words.extend(times.iter().filter_map(|(name, at)| Some(format!("{name}={}", (*at)?))));
    words.extend(query.refused_only.then(|| "refused_only".to_owned()));
    words.join(" ")
}

#[tonic::async_trait]
impl RecordsService for RecordsApi {
    type VerifyJournalStream = ReceiverStream<Result<proto::VerifyJournalResponse, Status>>;

    async fn list_audit_entries(
        &self,
        request: Request<proto::ListAuditEntriesRequest>,
    ) -> Result<Response<proto::ListAuditEntriesResponse>, Status> {
        let caller = caller(&request)?.clone();
        let asked = request.into_inner();
        let query = read_query(&asked)?;
        let bare = proto::ListAuditEntriesRequest { page_size: 0, page_token: String::new(), ..asked.clone() };
        let size = (asked.page_size, self.edge.limits.page_size_max);
        let (page, digest) = read_page("ListAuditEntries", &bare, size, &asked.page_token)?;
        let words = in_words(&query);
        let AuditPage { mut rows, position } = self.look(query, &page).await?;
        let mut next_page_token = String::new();
        if rows.len() > page.size {
            rows.truncate(page.size);
            let last = rows.last().map_or(0, |row| row.sequence.get());
            next_page_token = next_token(digest, &last.to_be_bytes());
        }
        let shown =
            Shown { subjects: asked.subject.lines().map(str::to_owned).collect(), query: words, rows: rows.len() };
        self.edge.read_the_record(&caller, "ListAuditEntries", shown).await?;
        Ok(Response::new(proto::ListAuditEntriesResponse {
            entries: rows.into_iter().map(to_proto::audit_entry).collect(),
            next_page_token,
            as_of_sequence: position.sequence.get(),
            as_of_chain_hash: to_proto::hash(&position.chain_hash),
        }))
    }

    async fn get_track(
        &self,
        request: Request<proto::GetTrackRequest>,
    ) -> Result<Response<proto::GetTrackResponse>, Status> {
        let caller = caller(&request)?.clone();
        let span = read_span(request.get_ref(), self.edge.handle.now())?;
        {
            let view = self.edge.handle.read();
            if !Lens::of(&view, &caller.actor).sees_unit_named(&span.unit) {
                return Err(no_unit(&span.unit).into());
            }
        }
        let shown =
            Shown { query: format!("from={} until={}", span.from, span.to), ..Shown::one(names::unit(&span.unit)) };
        self.edge.read_the_record(&caller, "GetTrack", shown).await?;
        let handle = self.edge.handle.clone();
        let unreadable = |error: &dyn std::fmt::Display| {
            Problem::unavailable("TRACKS_UNREADABLE", format!("the track cannot be read now: {error}"))
        };
        let trail = tokio::task::spawn_blocking(move || handle.trail(&span)).await;
        let trail = trail.map_err(|error| unreadable(&error))?.map_err(|error| unreadable(&error))?;
        Ok(Response::new(proto::GetTrackResponse {
            points: trail.fixes.iter().map(track_point).collect(),
            fix_count: trail.fix_count as u64,
        }))
    }

    async fn get_response_times(
        &self,
        request: Request<proto::GetResponseTimesRequest>,
    ) -> Result<Response<proto::GetResponseTimesResponse>, Status> {
        let caller = caller(&request)?.clone();
        let (span, wanted) = read_response_span(request.get_ref(), self.edge.handle.now())?;
        let ResponseTable { rows, zones, levels, position } = self.count(span, wanted, caller.actor).await?;
        let row = |((zone, level), times): (&(Option<ZoneId>, Level), &_)| {
            to_proto::response_times(zone.as_ref(), Some(*level), times)
        };
        let of_zone = |(zone, times): (&Option<ZoneId>, &_)| to_proto::response_times(zone.as_ref(), None, times);
        let of_level = |(level, times): (&Level, &_)| to_proto::response_times(None, Some(*level), times);
        Ok(Response::new(proto::GetResponseTimesResponse {
            rows: rows.iter().map(row).collect(),
            zones: zones.iter().map(of_zone).collect(),
            levels: levels.iter().map(of_level).collect(),
            start_time: Some(to_proto::time(span.from)),
            end_time: Some(to_proto::time(span.until)),
            as_of_sequence: position.sequence.get(),
        }))
    }

    async fn verify_journal(
        &self,
        request: Request<proto::VerifyJournalRequest>,
    ) -> Result<Response<Self::VerifyJournalStream>, Status> {
        let caller = caller(&request)?.clone();
        let permit = Arc::clone(&self.examination).try_acquire_owned().map_err(|_| {
            Problem::exhausted("EXAMINATION_RUNNING", "another examination is running: try again later")
        })?;
        self.edge.read_the_record(&caller, "VerifyJournal", Shown::default()).await?;
        let (sender, receiver) = mpsc::channel(QUEUE);
        let handle = self.edge.handle.clone();
        let work = move || {
            let stopping = handle.stopping();
            let newest = handle.read().sequence().get();
            let mut since = Stopwatch::start();
            let examined = handle.examine_journal(|sequence| {
                if sender.is_closed() || *stopping.borrow() {
                    return More::No;
                }
                if since.elapsed() >= PROGRESS_INTERVAL {
                    since = Stopwatch::start();
                    let progress = proto::VerifyProgress { sequence: sequence.get(), newest_sequence: newest };
                    // A reader that is slow misses some.
                    drop(sender.try_send(Ok(told(Message::Progress(progress)))));
                }
                More::Yes
            });
            let last = match examined {
                Ok(examined) => Ok(told(Message::Examination(to_proto::examination(&examined)))),
                Err(error) => Err(Problem::internal("RECORD_UNREADABLE", error.to_string()).into()),
            };
            // Whoever has the outcome may ask again at once.
            drop(permit);
            drop(sender.blocking_send(last));
        };
        let spawned = std::thread::Builder::new().name("examination".to_owned()).spawn(work);
        spawned.map_err(|error| Problem::internal("EXAMINATION_FAILED", error.to_string()))?;
        Ok(Response::new(ReceiverStream::new(receiver)))
    }
}

const fn told(message: Message) -> proto::VerifyJournalResponse {
    proto::VerifyJournalResponse { message: Some(message) }
}
