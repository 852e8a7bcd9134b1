//! The walk: every rpc that the descriptors have, as every role, with scopes in which its subject lies and others, and
//! the table's word for what must come of it.

use std::collections::BTreeSet;

use patrold::access::table::{Access, ROLES, ROWS, Row, access};
use patrold::domain::actor::Role;
use patrold::engine::scope::role_may;
use tonic::{Code, Status};

use super::caller::Caller;
use super::samples::{self, Outside, Sample};
use super::scene::{Scene, house, second_policy};
use super::{raw, table};
use crate::api_over_the_wire::House;

/// What the state may say to a write that was let through, after another caller has made it.
const STATE: [Code; 3] = [Code::FailedPrecondition, Code::AlreadyExists, Code::Aborted];

/// Calls that cannot come to a good end here, with what they come to instead: whoever is let in is told so.
const NO_GOOD_END: [(&str, Code); 4] = [
    // No time has passed that could be rehearsed.
    ("RehearsePolicy", Code::InvalidArgument),
    // The walk's fleet could not meet a plan of it: the policy was looked at, so the caller was let in.
    ("ActivatePolicy", Code::InvalidArgument),
    // The active policy is not named.
    ("RollBackPolicy", Code::Aborted),
    ("CloseReferral", Code::FailedPrecondition),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_call_comes_to_what_the_table_says_for_every_role_and_scope() {
    let house = house().await;
    second_policy(&house).await;
    let (mut faults, mut calls, mut unchanged) = (Vec::new(), 0, None);
    for (row, number) in ROWS.iter().zip(1..) {
        let scene = match unchanged.take() {
            Some(scene) => scene,
            None => Scene::set(&house, number).await,
        };
        let Some(sample) = samples::of(row.service, row.rpc, &scene) else {
            faults.push(format!("{}/{} has no sample: nobody knows how to call it", row.service, row.rpc));
            continue;
        };
        if let Some(command) = &sample.command {
            for role in ROLES {
                let (door, engine) = (cell(row, role) != Access::Nobody, role_may(role, command));
                if door != engine {
                    faults.push(format!("{} {}: the table says {door}, the engine {engine}", row.rpc, role.as_str()));
                }
            }
        }
        faults.extend(walk(&house, row, &scene, &sample).await);
        calls += Caller::all(&scene).len();
        // Reads leave a scene as it was.
        unchanged = sample.command.is_none().then_some(scene);
    }
    assert!(faults.is_empty(), "{} of {calls} calls:\n{}", faults.len(), faults.join("\n"));
    assert!(calls > 1_000, "only {calls} calls were made");
    house.close().await;
}

async fn walk(house: &House, row: &Row, scene: &Scene, sample: &Sample) -> Vec<String> {
    let path = format!("/{}/{}", row.service, row.rpc);
    let (mut faults, mut good) = (Vec::new(), false);
    for caller in Caller::all(scene) {
        let answer = raw::call(&house.channel, &path, caller.sign(sample.messages.clone())).await;
        let expected = expected(row, &caller, sample);
        good |= answer.is_ok() && matches!(expected, Expected::LetIn);
        // What somebody has used up is not there for the next one.
        let used_up = good && sample.command.is_some() && matches!(expected, Expected::LetIn);
        let gone = used_up && answer.as_ref().is_err_and(|status| status.code() == Code::NotFound);
        if !gone && !fits(row, &expected, &answer, sample) {
            let got = match &answer {
                Ok(bytes) => format!("an answer of {} bytes", bytes.len()),
                Err(status) => format!("{:?}: {}", status.code(), status.message()),
            };
            faults.push(format!("{} as {caller:?}: expected {expected:?}, got {got}", row.rpc));
        }
    }
    if !good && !NO_GOOD_END.iter().any(|(rpc, _)| *rpc == row.rpc) {
        faults.push(format!("{}: nobody's call came to a good end", row.rpc));
    }
    faults
}

/// What must come of a call.
#[derive(Debug)]
enum Expected {
    /// The door is shut.
    Shut,
    /// The subject is not in scope.
    Outside(Outside),
    /// It is carried out, or the state speaks against it.
    LetIn,
}

fn cell(row: &Row, role: Role) -> Access {
    access(&format!("/{}/{}", row.service, row.rpc), role).expect("it has a row")
}

fn expected(row: &Row, caller: &Caller, sample: &Sample) -> Expected {
    match cell(row, caller.role) {
        Access::Nobody => Expected::Shut,
        Access::City if !caller.whole_city => Expected::Shut,
        Access::All | Access::City => Expected::LetIn,
        Access::Scope | Access::Own | Access::Granted | Access::Referred if caller.inside => Expected::LetIn,
        Access::Scope | Access::Own | Access::Granted | Access::Referred => Expected::Outside(sample.outside.clone()),
    }
}

fn fits(row: &Row, expected: &Expected, answer: &Result<Vec<u8>, Status>, sample: &Sample) -> bool {
    let code = answer.as_ref().map_or_else(Status::code, |_| Code::Ok);
    match expected {
        Expected::Shut | Expected::Outside(Outside::Forbidden) => code == Code::PermissionDenied,
        Expected::Outside(Outside::NotFound) => code == Code::NotFound,
        Expected::Outside(Outside::LeftOut(word)) => answer.as_ref().is_ok_and(|bytes| !has(bytes, word)),
        Expected::Outside(Outside::Said(word)) => answer.as_ref().is_ok_and(|bytes| has(bytes, word)),
        Expected::Outside(Outside::Nothing) => code == Code::Ok,
        Expected::LetIn => match answer {
            Ok(bytes) => match &sample.outside {
                Outside::LeftOut(word) => has(bytes, word),
                Outside::Said(word) => !has(bytes, word),
                Outside::Forbidden | Outside::NotFound | Outside::Nothing => true,
            },
            Err(_) => STATE.contains(&code) || NO_GOOD_END.contains(&(row.rpc, code)),
        },
    }
}

fn has(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

#[test]
fn the_walk_goes_by_the_descriptors() {
    let walked: BTreeSet<_> = ROWS.iter().map(|row| (row.service.to_owned(), row.rpc.to_owned())).collect();
    assert_eq!(walked, table::served(), "left: the table, right: what is served");
}
