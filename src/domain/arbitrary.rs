//! Strategies for every entry that the domain can express, for tests.
//!
//! Names and ids come from small pools, so that events of one run meet: a dispatch that ends was often opened before,
//! a report that is linked was often filed. Nothing more is promised; whoever needs a run that the engine would permit
//! drives the engine.

use std::fmt::Debug;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use proptest::collection::{btree_set, vec};
use proptest::option::of as maybe;
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

use super::actor::{Actor, Role, Scope};
use super::alarm::{Alarm, AlarmCause, AlarmKind, AlarmSubject};
use super::area::{Area, Circle};
use super::audit::{Asked, LeftOut, LeftOutOf};
use super::candidate::{Circumstance, PassReason};
use super::classification::{Basis, Classification, Handling, Level, PolicyBundle, PolicyHash};
use super::clock::{ClockAction, ClockKind, Severity, Timer};
use super::command::RunStart;
use super::command::{Readiness, RequestDigest, RequestKey, RequestTag};
use super::desk::{
    CallBack, CallBackOutcome, DeskWork, DuplicateBasis, DuplicateProposal, Following, Hold, Referral, ReferralState,
};
use super::disk::DiskState;
use super::dispatch::{
    Anomaly, ChosenBy, Clocks, Considered, Delivery, Dispatch, DispatchState, Explanation, Order, Step,
};
use super::erasure::{ErasureBasis, ErasureSubject, ErasureTarget, HeldDays};
use super::event::{DispatchEnd, Entry, Event, Response};
use super::few::Few;
use super::flag::ReportFlag;
use super::geo::{Datum, Distance, Point};
use super::ids::{
    AlarmId, Capability, CommandId, DeskId, DeviceId, DispatchId, DutyLevelId, ForceId, GatewayId, IncidentId, OrderId,
    PartnerId, PersonId, PlannedEventId, PostId, ReportId, RequestId, Sequence, TypeCode, UnitId, VehicleId, ZoneId,
};
use super::incident::{
    ActivityKind, ArchivedIncident, Disposition, DispositionKind, Incident, IncidentNumber, IncidentState, LocalDay,
    Note, ReplanCause, Target, WaitReason,
};
use super::order::{OrderState, OrderTask, StandingOrder};
use super::planned_event::PlannedEvent;
use super::position::{KnownPosition, PositionSource};
use super::rare::Rare;
use super::report::{
    CallRecord, Caller, CallerMark, GivenPlace, MatchedPlace, Report, ReportAmendment, ReportContent, ReportPlace,
    ReportSource,
};
use super::roster::{GatewayGrant, Roster};
use super::sealed::{KeyDay, RetentionKind, Sealed, Slip};
use super::text::Text;
use super::time::EngineTime;
use super::unit::{CheckIn, Crew, CrewMember, Post, Rank, Tier, UnavailableReason, UnitKind, UnitProfile};

/// One name of a kind: a few usual ones, and any that the rules permit.
macro_rules! names {
    ($($function:ident -> $name:ident),* $(,)?) => {
        $(fn $function() -> impl Strategy<Value = $name> {
            prop_oneof![4 => "[A-D]", 1 => "[A-Za-z0-9铁骑.-]{1,8}"]
                .prop_map(|name| $name::new(&name).expect("a permitted name"))
        })*
    };
}

names!(
    unit_id -> UnitId,
    person_id -> PersonId,
    vehicle_id -> VehicleId,
    device_id -> DeviceId,
    post_id -> PostId,
    zone_id -> ZoneId,
    gateway_id -> GatewayId,
    force_id -> ForceId,
    capability -> Capability,
    type_code -> TypeCode,
    desk_id -> DeskId,
    duty_level_id -> DutyLevelId,
    partner_id -> PartnerId,
);

fn uuid() -> impl Strategy<Value = Uuid> {
    prop_oneof![6 => 1_u128..6, 1 => any::<u128>()].prop_map(Uuid::from_u128)
}

macro_rules! made_ids {
    ($($function:ident -> $id:ident),* $(,)?) => {
        $(fn $function() -> impl Strategy<Value = $id> {
            uuid().prop_map($id::from_uuid)
        })*
    };
}

made_ids!(
    report_id -> ReportId,
    incident_id -> IncidentId,
    dispatch_id -> DispatchId,
    order_id -> OrderId,
    alarm_id -> AlarmId,
    command_id -> CommandId,
    planned_event_id -> PlannedEventId,
    request_id -> RequestId,
);

fn text() -> impl Strategy<Value = Text> {
    "[ -~铁骑\n]{0,12}".prop_map(|text| Text::new(text).expect("a permitted text"))
}

fn time() -> impl Strategy<Value = EngineTime> {
    prop_oneof![8 => 1_700_000_000_000_000..1_800_000_000_000_000_i64, 1 => any::<i64>()]
        .prop_map(EngineTime::from_micros)
}

fn span() -> impl Strategy<Value = Duration> {
    any::<u64>().prop_map(Duration::from_nanos)
}

fn point() -> impl Strategy<Value = Point> {
    (-90.0..=90.0, -180.0..=180.0).prop_map(|(latitude, longitude)| Point::new(latitude, longitude).expect("a point"))
}

fn distance() -> impl Strategy<Value = Distance> {
    any::<u64>().prop_map(Distance::from_millimetres)
}

fn policy_hash() -> impl Strategy<Value = PolicyHash> {
    any::<[u8; 32]>().prop_map(PolicyHash::from_bytes)
}

fn activity_kind() -> impl Strategy<Value = ActivityKind> {
    use ActivityKind::{Accident, Arrest, CaseAssisted, Diversion, Emergency, GoodDeed, Other};
    select(vec![Accident, Diversion, GoodDeed, Arrest, CaseAssisted, Emergency, Other])
}

fn wait_reason() -> impl Strategy<Value = WaitReason> {
    select(vec![
        WaitReason::Unplaced,
        WaitReason::NoUnitAvailable,
        WaitReason::NoPlan,
        WaitReason::NeedsConfirmation,
        WaitReason::Manual,
    ])
}

fn replan_cause() -> impl Strategy<Value = ReplanCause> {
    select(vec![ReplanCause::Policy, ReplanCause::Late, ReplanCause::Blocked])
}

fn anomaly() -> impl Strategy<Value = Anomaly> {
    select(vec![Anomaly::SkippedSteps, Anomaly::Repeated, Anomaly::OutOfOrder, Anomaly::AfterEnd])
}

fn pass_reason() -> impl Strategy<Value = PassReason> {
    use PassReason::{
        AlreadyTried, BeyondTravelTime, CrewTooWeak, Farther, HeldForEvent, HoldsPost, InEmergency, LacksCapability,
        NeededElsewhere, NoPosition, OffDuty, OnDispatch, OutsideRadius, OutsideServiceArea, Reserved, Unavailable,
        WrongKind, WrongTier,
    };
    select(vec![
        Farther,
        OnDispatch,
        Unavailable,
        OffDuty,
        WrongTier,
        LacksCapability,
        OutsideRadius,
        NoPosition,
        OutsideServiceArea,
        AlreadyTried,
        WrongKind,
        CrewTooWeak,
        BeyondTravelTime,
        Reserved,
        NeededElsewhere,
        HoldsPost,
        HeldForEvent,
        InEmergency,
    ])
}

prop_compose! {
    fn sealed()(
        kind in select(RetentionKind::ALL.to_vec()),
        day in any::<u32>(),
        nonce in any::<[u8; 24]>(),
        ciphertext in vec(any::<u8>(), 0..40),
        slip in maybe(any::<NonZeroU32>()),
    ) -> Sealed {
        Sealed::new(kind, KeyDay(day), nonce, ciphertext).expect("short enough").under(slip)
    }
}

prop_compose! {
    fn given_place()(
        at in point(),
        datum in select(vec![Datum::Wgs84, Datum::Gcj02, Datum::Bd09]),
    ) -> GivenPlace {
        GivenPlace { at, datum }
    }
}

prop_compose! {
    fn report_place()(
        automatic in maybe(given_place()),
        manual in maybe(given_place()),
        matched in maybe((text(), point()).prop_map(|(name, at)| Box::new(MatchedPlace { name, at }))),
        address in maybe(sealed()),
    ) -> ReportPlace {
        ReportPlace { automatic, manual, matched, address }
    }
}

prop_compose! {
    fn call_record()(
        call_id in text(),
        rang_at in maybe(time()),
        answered_at in maybe(time()),
        ended_at in maybe(time()),
        call_taker in text(),
        recording in text(),
        recording_sealed in maybe(sealed()),
    ) -> CallRecord {
        CallRecord { call_id, rang_at, answered_at, ended_at, call_taker, recording, recording_sealed }
    }
}

fn caller() -> impl Strategy<Value = Caller> {
    let mark = || maybe(any::<[u8; 8]>().prop_map(CallerMark));
    (maybe(sealed()), maybe(sealed()), mark(), mark()).prop_map(|(name, phone, mark, mark_before)| Caller {
        name,
        phone,
        mark,
        mark_before,
    })
}

/// Fewer than so many of them.
fn few<T: Ord + Debug>(things: impl Strategy<Value = T>, fewer_than: usize) -> impl Strategy<Value = Few<T>> {
    btree_set(things, 0..fewer_than).prop_map(Few::from_iter)
}

fn report_flags() -> impl Strategy<Value = Few<ReportFlag>> {
    few(select(ReportFlag::ALL.to_vec()), 4)
}

prop_compose! {
    fn report_content()(
        source in select(ReportSource::ALL.to_vec()),
        type_code in type_code(),
        place in report_place(),
        caller in caller().boxed(),
        narrative in maybe(sealed()),
        call in maybe(call_record().prop_map(Box::new)),
        occurred_at in maybe(time()),
        found_by in maybe(unit_id()),
        activity in maybe(activity_kind()),
        flags in report_flags(),
        keywords in few(text(), 4),
        caller_cancels in any::<bool>(),
    ) -> ReportContent {
        ReportContent {
            source, type_code, place, caller, narrative, call, occurred_at, found_by, activity, flags, keywords, caller_cancels,
        }
    }
}

prop_compose! {
    /// Any report.
    pub(crate) fn report()(
        id in report_id(),
        incident in incident_id(),
        recorded_at in time(),
        content in report_content(),
        amendments in any::<u32>(),
    ) -> Report {
        Report { id, incident, recorded_at, content, amendments }
    }
}

prop_compose! {
    fn report_amendment()(
        place in maybe(report_place()),
        caller in maybe(caller()),
        narrative in maybe(sealed()),
        call in maybe(call_record().prop_map(Box::new)),
        flags in maybe(report_flags()),
        keywords in maybe(few(text(), 4)),
    ) -> ReportAmendment {
        ReportAmendment { place, caller, narrative, call, flags, keywords }
    }
}

prop_compose! {
    fn classification()(
        type_code in type_code(),
        level in select(Level::ALL.to_vec()),
        handling in select(Handling::ALL.to_vec()),
        basis in prop_oneof![
            text().prop_map(Basis::Rule),
            text().prop_map(Basis::Overruled),
            (text(), text(), text()).prop_map(|(rule, by, reason)| Basis::Verified { rule, by, reason }),
        ],
        fitted in vec(text(), 0..3),
        policy in policy_hash(),
    ) -> Classification {
        Classification { type_code, level, handling, basis, fitted, policy }
    }
}

prop_compose! {
    fn known_position()(
        at in point(),
        source in select(vec![PositionSource::Fix, PositionSource::Voice, PositionSource::Post]),
        age in maybe(span()),
        outside_service_area in any::<bool>(),
    ) -> KnownPosition {
        KnownPosition { at, source, age, outside_service_area }
    }
}

prop_compose! {
    fn considered()(
        unit in unit_id(),
        position in known_position(),
        distance in distance(),
        travel_time in span(),
        passed_over in maybe(pass_reason()),
        added in vec((select(Circumstance::ALL.to_vec()), span()), 0..3),
        taken_from in maybe(dispatch_id()),
    ) -> Considered {
        Considered { unit, position, distance, travel_time, passed_over, added, taken_from }
    }
}

prop_compose! {
    fn explanation()(
        policy in policy_hash(),
        plan in text(),
        considered in vec(considered(), 0..3),
        available in any::<u32>(),
        others in vec((pass_reason(), any::<u32>()), 0..3),
        step in 0_u32..4,
        short in 0_u32..4,
    ) -> Arc<Explanation> {
        Arc::new(Explanation { policy, plan, considered, available, others, step, short })
    }
}

prop_compose! {
    fn incident_number()(
        year in any::<i16>(),
        month in 1_u8..=12,
        day in 1_u8..=31,
        count in any::<u32>(),
        training in any::<bool>(),
    ) -> IncidentNumber {
        IncidentNumber { day: LocalDay { year, month, day }, count, training }
    }
}

prop_compose! {
    fn disposition()(
        kind in select(vec![
            DispositionKind::Handled,
            DispositionKind::CaseOpened,
            DispositionKind::Mediated,
            DispositionKind::Transferred,
            DispositionKind::NothingFound,
            DispositionKind::FalseAlarm,
            DispositionKind::Merged,
            DispositionKind::Invalid,
            DispositionKind::Dropped,
        ]),
        activity in activity_kind(),
        remark in text(),
    ) -> Disposition {
        Disposition { kind, activity, remark }
    }
}

fn note() -> impl Strategy<Value = Note> {
    (time(), text(), sealed()).prop_map(|(at, author, text)| Note { at, author, text })
}

prop_compose! {
    fn referral()(
        partner in partner_id(),
        state in select(ReferralState::ALL.to_vec()),
        offered_at in time(),
        moved_at in time(),
        moved_by in text(),
        reason in text(),
        due_at in maybe(time()),
        is_overdue in any::<bool>(),
    ) -> Referral {
        Referral { partner, state, offered_at, moved_at, moved_by, reason, due_at, is_overdue }
    }
}

prop_compose! {
    fn duplicate_proposal()(
        report in report_id(),
        candidate in incident_id(),
        basis in select(vec![DuplicateBasis::Near, DuplicateBasis::SameCaller]),
        rule in text(),
        hold_until in maybe(time()),
    ) -> DuplicateProposal {
        DuplicateProposal { report, candidate, basis, rule, hold_until }
    }
}

fn call_back_outcome() -> impl Strategy<Value = CallBackOutcome> {
    select(CallBackOutcome::ALL.to_vec())
}

fn call_back() -> impl Strategy<Value = CallBack> {
    (time(), any::<bool>(), maybe(call_back_outcome())).prop_map(|(due_at, is_overdue, outcome)| CallBack {
        due_at,
        is_overdue,
        outcome,
    })
}

fn hold() -> impl Strategy<Value = Hold> {
    (unit_id(), time()).prop_map(|(unit, until)| Hold { unit, until })
}

fn following() -> impl Strategy<Value = Following> {
    (unit_id(), time()).prop_map(|(unit, look_at)| Following { unit, look_at })
}

prop_compose! {
    fn desk_work()(
        referrals in vec(referral().boxed(), 0..2),
        call_back in maybe(call_back()).boxed(),
        duplicate in maybe(duplicate_proposal()).boxed(),
        hand_over in maybe(desk_id()),
        jurisdiction in maybe(zone_id()),
        follows in maybe(following()).boxed(),
        held_for in maybe(hold()),
        seen_by in btree_set(text(), 0..3),
    ) -> DeskWork {
        DeskWork { referrals, call_back, duplicate, hand_over, jurisdiction, follows, held_for, seen_by }
    }
}

prop_compose! {
    /// Any incident.
    pub(crate) fn incident()(
        id in incident_id(),
        number in incident_number(),
        opened_at in time(),
        clock_started_at in time(),
        classification in classification(),
        at in maybe(point()),
        jurisdiction in maybe(zone_id()),
        reports in vec(report_id(), 0..3),
        dispatches in vec(dispatch_id(), 0..3),
        state in select(IncidentState::ALL.to_vec()),
        waiting in maybe(wait_reason()),
        waiting_since in time(),
        units_needed in any::<u32>(),
        needs in vec(0_u32..4, 0..3),
        stages_open in 0_u32..3,
        look_again_at in maybe(time()),
        targets in vec((time(), any::<bool>()).prop_map(|(at, missed)| Target { at, missed }), 0..3),
        explanation in maybe(explanation().boxed()),
        tried in few(unit_id(), 3),
        desk in maybe(desk_id()),
        notes in vec(note(), 0..2).prop_map(Rare::from),
        desk_work in desk_work().prop_map(Rare::from).boxed(),
        closed in maybe((time(), disposition())).boxed(),
    ) -> Incident {
        Incident {
            id, number, opened_at, clock_started_at, classification, at, jurisdiction, reports, dispatches, state,
            waiting, waiting_since, units_needed, needs, stages_open, look_again_at, targets, explanation, tried, desk, notes, desk_work, closed,
        }
    }
}

fn clocks() -> impl Strategy<Value = Clocks> {
    (maybe(time()), maybe(time()), maybe(time()), maybe(time()), maybe(time())).prop_map(
        |(signed_in_at, departed_at, arrived_at, first_feedback_at, finished_at)| Clocks {
            signed_in_at,
            departed_at,
            arrived_at,
            first_feedback_at,
            finished_at,
        },
    )
}

prop_compose! {
    fn order()(
        id in order_id(),
        version in 0_u32..4,
        issued_at in time(),
        deliver_by in time(),
        expires_at in time(),
        delivery in select(vec![Delivery::Device, Delivery::VoiceOnly]),
        delivered_at in maybe(time()),
    ) -> Order {
        Order { id, version, issued_at, deliver_by, expires_at, delivery, delivered_at }
    }
}

prop_compose! {
    fn timer()(
        clock in select(ClockKind::ALL.to_vec()),
        severity in select(Severity::ALL.to_vec()),
        after in span(),
        action in select(ClockAction::ALL.to_vec()),
        ran_out in any::<bool>(),
    ) -> Timer {
        Timer { clock, severity, after, action, ran_out }
    }
}

prop_compose! {
    fn response()(
        units_needed in any::<u32>(),
        needs in vec(0_u32..4, 0..3),
        serves in vec((dispatch_id(), 0_u32..4), 0..3),
        targets in vec((time(), any::<bool>()).prop_map(|(at, missed)| Target { at, missed }), 0..3),
    ) -> Response {
        Response { units_needed, needs, serves, targets }
    }
}

prop_compose! {
    /// Any dispatch.
    pub(crate) fn dispatch()(
        id in dispatch_id(),
        incident in incident_id(),
        unit in unit_id(),
        state in select(DispatchState::ALL.to_vec()),
        offered_at in time(),
        offer_expires_at in maybe(time()),
        chosen_by in select(vec![ChosenBy::Policy, ChosenBy::Dispatcher, ChosenBy::Unit]),
        distance in maybe(distance()),
        travel_time in maybe(span()),
        explanation in maybe(explanation().boxed()),
        clocks in clocks(),
        step in 0_u32..4,
        timers in vec(timer(), 0..3),
        on_scene_since in maybe(time()),
        backed_up in any::<bool>(),
        blocked in any::<bool>(),
        anomalies in 0_u32..1_000,
        order in order(),
        ended in maybe((time(), text())),
    ) -> Dispatch {
        Dispatch {
            id, incident, unit, state, offered_at, offer_expires_at, chosen_by, distance, travel_time, explanation,
            clocks, step, timers, on_scene_since, backed_up, blocked, anomalies, order, ended,
        }
    }
}

prop_compose! {
    fn archived_incident()(
        incident in incident(),
        reports in vec(report(), 0..2),
        dispatches in vec(dispatch(), 0..2),
    ) -> Box<ArchivedIncident> {
        Box::new(ArchivedIncident { incident, reports, dispatches })
    }
}

prop_compose! {
    fn unit_profile()(
        id in unit_id(),
        tier in select(Tier::ALL.to_vec()),
        force in force_id(),
        kind in select(UnitKind::ALL.to_vec()),
        home_zone in maybe(zone_id()),
        post in maybe(post_id()),
        capabilities in few(capability(), 3),
        parent in maybe(unit_id()),
    ) -> UnitProfile {
        UnitProfile { id, tier, force, kind, home_zone, post, capabilities, parent }
    }
}

fn crew() -> impl Strategy<Value = Crew> {
    let rank = || select(vec![Rank::Officer, Rank::Auxiliary]);
    btree_set(person_id(), 1..4)
        .prop_flat_map(move |persons| persons.into_iter().map(|person| (Just(person), rank())).collect::<Vec<_>>())
        .prop_map(|members| {
            let members = members.into_iter().map(|(person, rank)| CrewMember { person, rank }).collect();
            Crew::new(members).expect("everybody is on board once")
        })
}

prop_compose! {
    pub(crate) fn check_in()(
        crew in crew(),
        vehicle in maybe(vehicle_id()),
        device in maybe(device_id()),
        armed in any::<bool>(),
        radio_group in text(),
        shift_ends_at in maybe(time()),
    ) -> CheckIn {
        CheckIn { crew, vehicle, device, armed, radio_group, shift_ends_at }
    }
}

fn readiness() -> impl Strategy<Value = Readiness> {
    use UnavailableReason::{Break, Fault, OtherTask, Paperwork, Refuelling, Transport};
    let reason = select(vec![Break, Refuelling, Fault, Paperwork, Transport, OtherTask]);
    let unavailable = (reason, text(), maybe(time()))
        .prop_map(|(reason, detail, expected_return_at)| Readiness::Unavailable { reason, detail, expected_return_at });
    prop_oneof![Just(Readiness::Available), unavailable]
}

prop_compose! {
    fn roster()(
        units in vec(unit_profile(), 0..3),
        posts in vec((post_id(), point()).prop_map(|(id, at)| Post { id, at }), 0..3),
        gateways in vec(
            (gateway_id(), btree_set(unit_id(), 0..3)).prop_map(|(gateway, units)| GatewayGrant { gateway, units: Arc::new(units) }),
            0..3,
        ),
    ) -> Arc<Roster> {
        Arc::new(Roster { units, posts, gateways })
    }
}

fn scope() -> impl Strategy<Value = Scope> {
    prop_oneof![
        Just(Scope::City),
        (btree_set(zone_id(), 0..3), btree_set(select(Tier::ALL.to_vec()), 0..3))
            .prop_map(|(zones, tiers)| Scope::Zones { zones, tiers }),
        partner_id().prop_map(Scope::Partner),
        btree_set(unit_id(), 0..3).prop_map(Scope::Units),
    ]
}

fn actor() -> impl Strategy<Value = Actor> {
    let role = select(vec![
        Role::Dispatcher,
        Role::Unit,
        Role::Gateway,
        Role::Supervisor,
        Role::Auditor,
        Role::Partner,
        Role::Administrator,
        Role::Daemon,
    ]);
    (text(), role, scope()).prop_map(|(principal, role, scope)| Actor { principal, role, scope })
}

fn request_tag() -> impl Strategy<Value = RequestTag> {
    let key = prop_oneof![
        (text(), request_id()).prop_map(|(principal, id)| RequestKey::Unary { principal, id }),
        (text(), uuid(), any::<u64>()).prop_map(|(principal, session, number)| RequestKey::Submit {
            principal,
            session,
            number
        }),
        (device_id(), uuid(), any::<u64>()).prop_map(|(device, installation, number)| RequestKey::Device {
            device,
            installation,
            number
        }),
    ];
    (key, any::<[u8; 16]>()).prop_map(|(key, digest)| RequestTag { key, digest: RequestDigest(digest) })
}

fn run_start() -> impl Strategy<Value = RunStart> {
    (any::<u64>(), text(), any::<i64>(), any::<u64>()).prop_map(|(epoch, version, clock_skew_us, tail_cut_bytes)| {
        RunStart { epoch, version, clock_skew_us, tail_cut_bytes }
    })
}

fn policy_bundle() -> impl Strategy<Value = PolicyBundle> {
    (any::<u64>(), vec(any::<u8>(), 0..40), text(), maybe(any::<u64>())).prop_map(
        |(revision, bytes, reason, restores)| PolicyBundle {
            revision,
            hash: PolicyHash::of(&bytes),
            bytes: Arc::from(bytes),
            reason,
            restores,
        },
    )
}

fn sequence() -> impl Strategy<Value = Sequence> {
    any::<u64>().prop_map(Sequence::new)
}

fn left_out() -> impl Strategy<Value = LeftOut> {
    let of = (text(), any::<u64>()).prop_map(|(principal, count)| LeftOutOf { principal, count });
    (time(), vec(of, 0..3), any::<u64>()).prop_map(|(since, principals, others)| LeftOut { since, principals, others })
}

fn asked() -> impl Strategy<Value = Asked> {
    (text(), maybe(time())).prop_map(|(command, received_at)| Asked { command, received_at })
}

fn daemon_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        run_start().prop_map(Event::RunStarted),
        Just(Event::RunStopped),
        (select(DiskState::ALL.to_vec()), any::<u64>())
            .prop_map(|(state, free_bytes)| Event::DiskNoted { state, free_bytes }),
        (text(), text(), text(), vec(text(), 0..3)).prop_map(|(command, reason, detail, subjects)| {
            Event::CommandRefused { command, reason, detail, subjects }
        }),
        left_out().prop_map(Event::RefusalsLeftOut),
        (text(), vec(text(), 0..3), text(), any::<u64>()).prop_map(|(rpc, subjects, query, rows)| Event::DataRead {
            rpc,
            subjects,
            query,
            rows
        }),
        (text(), text(), sequence()).prop_map(|(rpc, query, from)| Event::WatchOpened { rpc, query, from }),
        (command_id(), sequence()).prop_map(|(opened, through)| Event::WatchEnded { opened, through }),
        policy_bundle().prop_map(Event::PolicyActivated),
        roster().prop_map(Event::RosterImported),
        (duty_level_id(), duty_level_id(), text()).prop_map(|(from, to, reason)| Event::DutyLevelSet {
            from,
            to,
            reason
        }),
    ]
}

fn report_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        report().prop_map(|report| Event::ReportFiled(Arc::new(report))),
        (report_id(), report_amendment())
            .prop_map(|(report, amendment)| Event::ReportAmended { report, amendment: Box::new(amendment) }),
        (report_id(), incident_id(), incident_id(), text())
            .prop_map(|(report, from, to, reason)| Event::ReportLinked { report, from, to, reason }),
    ]
}

fn incident_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => incident().prop_map(|incident| Event::IncidentOpened(Arc::new(incident))).boxed(),
        1 => (incident_id(), classification(), response(), maybe(wait_reason())).prop_map(
            |(incident, classification, response, waiting)| {
                Event::IncidentClassified { incident, classification, response, waiting }
            }
        ),
        1 => (incident_id(), response(), replan_cause(), maybe(dispatch_id())).prop_map(
            |(incident, response, cause, dispatch)| {
                Event::IncidentReplanned { incident, response, cause, dispatch }
            }
        ),
        1 => (incident_id(), 0_u32..3, 0_u32..4)
            .prop_map(|(incident, target, stages_open)| Event::TargetMissed { incident, target, stages_open }),
        1 => (incident_id(), given_place(), maybe(zone_id()), maybe(wait_reason()), text()).prop_map(
            |(incident, place, jurisdiction, waiting, reason)| {
                Event::IncidentRelocated { incident, place, jurisdiction, waiting, reason }
            }
        ),
        1 => (incident_id(), wait_reason(), maybe(explanation()), maybe(time())).prop_map(
            |(incident, reason, explanation, look_again_at)| {
                Event::IncidentWaits { incident, reason, explanation, look_again_at }
            }
        ),
        1 => (incident_id(), sealed()).prop_map(|(incident, text)| Event::NoteAdded { incident, text }),
        1 => (incident_id(), desk_id()).prop_map(|(incident, desk)| Event::IncidentHandedOver { incident, desk }),
        2 => (incident_id(), disposition())
            .prop_map(|(incident, disposition)| Event::IncidentClosed { incident, disposition }),
        1 => (incident_id(), maybe(archived_incident().boxed()), text())
            .prop_map(|(incident, archived, reason)| Event::IncidentReopened { incident, archived, reason })
            .boxed(),
        1 => vec(incident_id(), 0..3).prop_map(|incidents| Event::IncidentsRetired { incidents }),
    ]
}

prop_compose! {
    fn alarm()(
        id in alarm_id(),
        kind in select(AlarmKind::ALL.to_vec()),
        incident in maybe(incident_id()),
        dispatch in maybe(dispatch_id()),
        unit in maybe(unit_id()),
        report in maybe(report_id()),
        zone in maybe(zone_id()),
        detail in text(),
    ) -> Alarm {
        Alarm { id, kind, subject: AlarmSubject { incident, dispatch, unit, report }, zone, detail }
    }
}

fn desk_event() -> impl Strategy<Value = Event> {
    let cause = (select(AlarmKind::ALL.to_vec()), maybe(zone_id())).prop_map(|(kind, zone)| AlarmCause { kind, zone });
    prop_oneof![
        3 => alarm().prop_map(|alarm| Event::AlarmRaised(Box::new(alarm))).boxed(),
        1 => alarm_id().prop_map(|alarm| Event::AlarmAcknowledged { alarm }),
        1 => (cause, time()).prop_map(|(cause, until)| Event::AlarmCauseAcknowledged { cause, until }),
        4 => referral_event().boxed(),
        4 => intake_event().boxed(),
        4 => moving_event().boxed(),
    ]
}

fn referral_event() -> impl Strategy<Value = Event> {
    let state = select(ReferralState::ALL.to_vec());
    prop_oneof![
        (incident_id(), partner_id(), maybe(time()), text()).prop_map(|(incident, partner, due_at, reason)| {
            Event::ReferralOffered { incident, partner, due_at, reason }
        }),
        (incident_id(), state, maybe(time()), text())
            .prop_map(|(incident, state, due_at, reason)| Event::ReferralMoved { incident, state, due_at, reason }),
        incident_id().prop_map(|incident| Event::ReferralOverdue { incident }),
    ]
}

fn intake_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        (incident_id(), time()).prop_map(|(incident, due_at)| Event::CallBackOpened { incident, due_at }),
        (incident_id(), call_back_outcome(), text()).prop_map(|(incident, outcome, reason)| Event::CallBackEnded {
            incident,
            outcome,
            reason
        }),
        incident_id().prop_map(|incident| Event::CallBackOverdue { incident }),
        (incident_id(), duplicate_proposal().prop_map(Box::new))
            .prop_map(|(incident, proposal)| Event::DuplicateProposed { incident, proposal }),
        (incident_id(), text()).prop_map(|(incident, reason)| Event::DuplicateDismissed { incident, reason }),
        (incident_id(), report_id(), text()).prop_map(|(incident, report, rule)| Event::DuplicateLinked {
            incident,
            report,
            rule
        }),
    ]
}

fn moving_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        incident_id().prop_map(|incident| Event::HoldEnded { incident }),
        (incident_id(), hold(), text()).prop_map(|(incident, hold, reason)| Event::HeldForUnit {
            incident,
            hold,
            reason
        }),
        (incident_id(), desk_id()).prop_map(|(incident, desk)| Event::HandOverOffered { incident, desk }),
        (incident_id(), zone_id(), text()).prop_map(|(incident, zone, reason)| Event::JurisdictionProposed {
            incident,
            zone,
            reason
        }),
        (incident_id(), zone_id(), any::<bool>(), text()).prop_map(|(incident, zone, accepted, reason)| {
            Event::JurisdictionAnswered { incident, zone, accepted, reason }
        }),
        (incident_id(), maybe(following())).prop_map(|(incident, following)| Event::FollowSet { incident, following }),
    ]
}

fn dispatch_event() -> impl Strategy<Value = Event> {
    let step = || select(Step::ALL.to_vec());
    let end = (select(DispatchState::ALL.to_vec()), text()).prop_map(|(state, reason)| DispatchEnd { state, reason });
    prop_oneof![
        3 => dispatch().prop_map(|dispatch| Event::DispatchOpened(Arc::new(dispatch))).boxed(),
        2 => (dispatch_id(), step(), maybe(anomaly()), maybe(sealed())).prop_map(
            |(dispatch, step, anomaly, feedback)| Event::DispatchAdvanced { dispatch, step, anomaly, feedback }
        ),
        1 => (dispatch_id(), step(), anomaly())
            .prop_map(|(dispatch, step, anomaly)| Event::StatusNoted { dispatch, step, anomaly }),
        2 => (dispatch_id(), end, maybe(anomaly()), maybe(sealed()), maybe(activity_kind())).prop_map(
            |(dispatch, end, anomaly, feedback, activity)| {
                Event::DispatchEnded { dispatch, end, anomaly, feedback, activity }
            }
        ),
        1 => (dispatch_id(), order_id(), 0_u32..4)
            .prop_map(|(dispatch, order, version)| Event::OrderDelivered { dispatch, order, version }),
        1 => (dispatch_id(), order_id()).prop_map(|(dispatch, order)| Event::OrderUndelivered { dispatch, order }),
        1 => incident_id().prop_map(|incident| Event::OrdersReissued { incident }),
        1 => (dispatch_id(), 0_u32..3, timer()).prop_map(|(dispatch, number, timer)| Event::ClockRanOut {
            dispatch,
            timer: number,
            clock: timer.clock,
            severity: timer.severity,
            action: timer.action,
        }),
    ]
}

fn unit_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        (unit_id(), check_in()).prop_map(|(unit, check_in)| Event::DutyStarted { unit, check_in }),
        unit_id().prop_map(|unit| Event::DutyEnded { unit }),
        (unit_id(), readiness()).prop_map(|(unit, readiness)| Event::AvailabilitySet { unit, readiness }),
        (unit_id(), check_in()).prop_map(|(unit, check_in)| Event::CrewChanged { unit, check_in }),
        (unit_id(), vec(person_id(), 0..3), unit_profile(), check_in())
            .prop_map(|(parent, members, child, check_in)| Event::UnitSplit { parent, members, child, check_in }),
        (unit_id(), point()).prop_map(|(unit, at)| Event::UnitPlaced { unit, at }),
        unit_id().prop_map(|unit| Event::DeviceConnected { unit }),
        (unit_id(), time()).prop_map(|(unit, alarm_at)| Event::DeviceDropped { unit, alarm_at }),
        (unit_id(), maybe(dispatch_id())).prop_map(|(unit, dispatch)| Event::ContactLost { unit, dispatch }),
    ]
}

fn area() -> impl Strategy<Value = Area> {
    let circle = (point(), 20_000_u64..=50_000_000)
        .prop_map(|(at, radius)| Circle::new(at, Distance::from_millimetres(radius)).expect("a circle"));
    prop_oneof![zone_id().prop_map(Area::Zone), circle.prop_map(Area::Circle)]
}

fn order_state() -> impl Strategy<Value = OrderState> {
    select(OrderState::ALL.to_vec())
}

prop_compose! {
    pub(crate) fn standing_order()(
        id in order_id(),
        unit in unit_id(),
        task in prop_oneof![
            point().prop_map(OrderTask::GoTo),
            post_id().prop_map(OrderTask::HoldPost),
            area().prop_map(OrderTask::Patrol),
            Just(OrderTask::Return),
        ],
        (must_hold, suspended) in any::<(bool, bool)>(),
        (reason, by) in (text(), text()),
        version in any::<u32>(),
        (issued_at, deliver_by) in (time(), time()),
        (expires_at, delivered_at) in (maybe(time()), maybe(time())),
        delivery in select(vec![Delivery::Device, Delivery::VoiceOnly]),
        state in order_state(),
    ) -> StandingOrder {
        StandingOrder {
            id, unit, task, must_hold, reason, by, version, issued_at, deliver_by, expires_at, delivery, delivered_at,
            state, suspended,
        }
    }
}

prop_compose! {
    fn planned_event()(
        id in planned_event_id(),
        name in text(),
        fence in area(),
        (from, to) in (time(), time()),
        units in btree_set(unit_id(), 0..3),
        desk in maybe(desk_id()),
        begun in any::<bool>(),
    ) -> PlannedEvent {
        PlannedEvent { id, name, fence, from, to, units, desk, begun }
    }
}

fn command_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        (dispatch(), maybe(sealed()), maybe(activity_kind())).prop_map(|(dispatch, feedback, activity)| {
            Event::PastDispatchRecorded { dispatch: Arc::new(dispatch), feedback, activity }
        }),
        standing_order().prop_map(|order| Event::StandingOrderIssued(Box::new(order))),
        (unit_id(), order_id(), 0_u32..4).prop_map(|(unit, order, version)| Event::StandingOrderDelivered {
            unit,
            order,
            version
        }),
        (unit_id(), order_id()).prop_map(|(unit, order)| Event::StandingOrderUndelivered { unit, order }),
        (unit_id(), order_id(), order_state(), text())
            .prop_map(|(unit, order, state, reason)| Event::StandingOrderEnded { unit, order, state, reason }),
        (unit_id(), incident_id(), maybe(point())).prop_map(|(unit, incident, at)| Event::EmergencyRaised {
            unit,
            incident,
            at
        }),
        (unit_id(), incident_id(), text()).prop_map(|(unit, incident, voice_contact)| Event::EmergencyEnded {
            unit,
            incident,
            voice_contact
        }),
        (unit_id(), time()).prop_map(|(unit, until)| Event::OvertimeConfirmed { unit, until }),
        (unit_id(), time()).prop_map(|(unit, due_at)| Event::WelfareDeadlineSet { unit, due_at }),
        (unit_id(), maybe(dispatch_id())).prop_map(|(unit, dispatch)| Event::WelfareDue { unit, dispatch }),
        unit_id().prop_map(|unit| Event::ReturnOverdue { unit }),
        planned_event().prop_map(|event| Event::PlannedEventCreated(Box::new(event))),
        (unit_id(), zone_id(), time(), text()).prop_map(|(unit, zone, until, reason)| Event::UnitLent {
            unit,
            zone,
            until,
            reason
        }),
        (unit_id(), text()).prop_map(|(unit, reason)| Event::LoanEnded { unit, reason }),
        (incident_id(), btree_set(text(), 1..4), text())
            .prop_map(|(incident, people, reason)| { Event::IncidentRestricted { incident, people, reason } }),
        (incident_id(), text()).prop_map(|(incident, reason)| Event::RestrictionLifted { incident, reason }),
        planned_event_id().prop_map(|event| Event::PlannedEventBegan { event }),
        (planned_event_id(), text()).prop_map(|(event, reason)| Event::PlannedEventEnded { event, reason }),
    ]
}

prop_compose! {
    fn slip()(day in 0_u32..40_000, number in any::<NonZeroU32>()) -> Slip {
        Slip { day: KeyDay(day), number }
    }
}

fn erasure_target() -> impl Strategy<Value = ErasureTarget> {
    let subject =
        prop_oneof![incident_id().prop_map(ErasureSubject::Incident), report_id().prop_map(ErasureSubject::Report),];
    prop_oneof![
        (select(RetentionKind::ALL.to_vec()), any::<u32>())
            .prop_map(|(kind, day)| ErasureTarget::Day { kind, day: KeyDay(day) }),
        (subject, btree_set(slip(), 0..4)).prop_map(|(subject, slips)| ErasureTarget::Of { subject, slips }),
    ]
}

fn erasure_event() -> impl Strategy<Value = Event> {
    let basis = prop_oneof![
        any::<u32>().prop_map(|kept_days| ErasureBasis::Retention { kept_days }),
        text().prop_map(|reason| ErasureBasis::Ordered { reason }),
    ];
    let days =
        (any::<u32>(), any::<u32>()).prop_map(|(first, last)| HeldDays { first: KeyDay(first), last: KeyDay(last) });
    prop_oneof![
        (erasure_target(), basis).prop_map(|(target, basis)| Event::ErasureOrdered { target, basis }),
        erasure_target().prop_map(|target| Event::PersonalDataErased { target }),
        (days.clone(), text()).prop_map(|(days, reason)| Event::PersonalDataHeld { days, reason }),
        (days, text()).prop_map(|(days, reason)| Event::PersonalDataReleased { days, reason }),
    ]
}

/// Any event.
pub(crate) fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        1 => daemon_event().boxed(),
        2 => report_event().boxed(),
        3 => incident_event().boxed(),
        2 => desk_event().boxed(),
        3 => dispatch_event().boxed(),
        2 => unit_event().boxed(),
        2 => command_event().boxed(),
        1 => erasure_event().boxed(),
    ]
}

prop_compose! {
    /// Any entry, with the sequence number 1; at most three events.
    pub(crate) fn entry()(
        recorded_at in time(),
        occurred_at in maybe(time()),
        entered_late in any::<bool>(),
        command in command_id(),
        actor in actor(),
        request in maybe(request_tag()),
        asked in asked(),
        events in vec(event(), 0..4),
    ) -> Entry {
        Entry {
            sequence: Sequence::new(1),
            recorded_at,
            occurred_at,
            entered_late,
            command,
            actor,
            request,
            asked,
            events,
        }
    }
}

/// Up to `entries_max` entries, numbered from 1 without a gap.
pub(crate) fn record(entries_max: usize) -> impl Strategy<Value = Vec<Entry>> {
    vec(entry(), 0..=entries_max).prop_map(|mut entries| {
        for (entry, number) in entries.iter_mut().zip(1..) {
            entry.sequence = Sequence::new(number);
        }
        entries
    })
}
