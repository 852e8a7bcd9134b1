//! What the city calls about: the shares of categories, types and sources.
//!
//! The shares of the categories are Dongguan's of 2017 (`domain.md`: 2.29 M reports, 1.51 M of them valid; crime
//! 145,000, help 736,000, traffic 408,000, fire 865). The shares inside a category, of sources and of duplicates are
//! invented: no public figure says them.

use crate::domain::report::ReportSource;

use ReportSource::{Alarm, App, GridAdministrator, Text12110, Transfer12345, Voice110, Voice122, WarningPlatform, Web};

/// What a report is counted as in the yearly figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Crime.
    Crime,
    /// Help asked for.
    Help,
    /// Road traffic.
    Traffic,
    /// Fire.
    Fire,
    /// Valid, and none of the figures above: disputes, disorder, hazards, complaints, warnings.
    Other,
    /// Silent, broken off, misdialled: kept and counted, and nobody goes.
    Invalid,
}

impl Category {
    /// Every category.
    pub const ALL: [Self; 6] = [Self::Crime, Self::Help, Self::Traffic, Self::Fire, Self::Other, Self::Invalid];

    /// Reports of the year 2017.
    #[must_use]
    pub const fn reports_2017(self) -> u32 {
        match self {
            Self::Crime => 145_000,
            Self::Help => 736_000,
            Self::Traffic => 408_000,
            Self::Fire => 865,
            Self::Other => 1_510_000 - 145_000 - 736_000 - 408_000 - 865,
            Self::Invalid => 2_290_000 - 1_510_000,
        }
    }

    /// How likely a report tells of an event that somebody has just reported, when there is an event of the category
    /// that others saw too.
    #[must_use]
    pub(super) const fn duplicate_share(self) -> f64 {
        match self {
            Self::Help => 0.05,
            Self::Crime | Self::Traffic => 0.20,
            Self::Fire => 0.70,
            Self::Other => 0.12,
            Self::Invalid => 0.0,
        }
    }

    /// How long a unit is busy at the scene: the median in seconds.
    #[must_use]
    pub(super) const fn on_scene_median_s(self) -> f64 {
        match self {
            Self::Crime => 2_400.0,
            Self::Help => 1_080.0,
            Self::Traffic => 1_500.0,
            Self::Fire => 4_200.0,
            Self::Other => 1_320.0,
            Self::Invalid => 300.0,
        }
    }

    /// The types of the category with their shares and with what callers say; `{}` stands for the place.
    pub(super) const fn types(self) -> &'static [TypeShare] {
        match self {
            Self::Crime => CRIME,
            Self::Help => HELP,
            Self::Traffic => TRAFFIC,
            Self::Fire => FIRE,
            Self::Other => OTHER,
            Self::Invalid => INVALID,
        }
    }

    /// Through which doors the category comes in.
    pub(super) const fn sources(self) -> &'static [(ReportSource, u32)] {
        match self {
            Self::Crime => &[(Voice110, 82), (App, 7), (Text12110, 3), (Web, 2), (Alarm, 6)],
            Self::Help => &[(Voice110, 84), (App, 6), (Text12110, 3), (Web, 2), (Transfer12345, 5)],
            Self::Traffic => &[(Voice122, 68), (Voice110, 22), (App, 9), (Web, 1)],
            Self::Fire => &[(Voice110, 70), (Alarm, 25), (App, 5)],
            Self::Other => &[(Voice110, 72), (GridAdministrator, 6), (Transfer12345, 14), (App, 8)],
            Self::Invalid => &[(Voice110, 90), (Voice122, 6), (Text12110, 3), (Alarm, 1)],
        }
    }
}

/// A type of the taxonomy with its share of its category.
#[derive(Clone, Copy, Debug)]
pub(super) struct TypeShare {
    pub(super) code: &'static str,
    pub(super) weight: u32,
    /// The one door through which this type comes in, when it is not the category's.
    pub(super) only_from: Option<ReportSource>,
    pub(super) told: &'static [&'static str],
}

impl TypeShare {
    /// Whether an event of this type is seen or heard by many: a crash on a crossing is, a lost purse is not.
    pub(super) fn is_witnessed(&self) -> bool {
        const WITNESSED: [&str; 12] = [
            "criminal.robbery",
            "criminal.snatching",
            "criminal.injury",
            "help.rescue",
            "help.self-harm",
            "help.medical",
            "traffic",
            "fire",
            "order",
            "mass",
            "disaster",
            "other.hazard",
        ];
        WITNESSED.iter().any(|prefix| self.code.starts_with(prefix))
    }
}

const fn kind(code: &'static str, weight: u32, told: &'static [&'static str]) -> TypeShare {
    TypeShare { code, weight, only_from: None, told }
}

const fn only_from(source: ReportSource, share: TypeShare) -> TypeShare {
    TypeShare { only_from: Some(source), ..share }
}

/// Weights in hundredths.
const CRIME: &[TypeShare] = &[
    kind("criminal.robbery.street", 2, &["{}有人持刀抢劫,两名男子往东跑了", "{}被抢了一条金链,人骑摩托车跑了"]),
    kind("criminal.snatching.riding", 2, &["{}有人骑车抢夺手机", "{}挎包被飞车抢走"]),
    kind("criminal.snatching.foot", 1, &["{}项链被人扯走,人往巷子里跑了"]),
    kind("criminal.injury", 4, &["{}有人被打伤,流了很多血", "{}有人拿刀砍人"]),
    kind("criminal.burglary.home", 8, &["{}家里门锁被撬,东西被翻了"]),
    kind("criminal.burglary.shop", 5, &["{}店铺昨晚被盗"]),
    kind("criminal.burglary.factory", 2, &["{}厂里仓库的铜线被偷"]),
    kind("criminal.theft.e-bike", 26, &["{}电动车被偷", "{}电动车的电池被偷"]),
    kind("criminal.theft.pocket", 12, &["{}手机在车上被扒窃", "{}钱包在市场被偷"]),
    kind("criminal.theft.vehicle", 6, &["{}停的小车不见了"]),
    kind("criminal.fraud.telecom", 26, &["{}接到冒充客服的电话,转了账", "{}网上刷单被骗"]),
    kind("criminal.fraud.contact", 5, &["{}换零钱被调包"]),
    kind("criminal.drugs", 1, &["{}出租屋里有人吸毒"]),
];

/// Weights in thousandths. A third asks for what is no work of the police.
const HELP: &[TypeShare] = &[
    kind("help.rescue.water", 1, &["{}有人落水"]),
    kind("help.rescue.trapped", 6, &["{}有人困在电梯里", "{}小孩的手被门夹住"]),
    kind("help.self-harm", 4, &["{}有人站在楼顶要跳下来"]),
    kind("help.missing.elderly", 20, &["{}老人走失,穿灰色外套"]),
    kind("help.missing.child", 6, &["{}小孩找不到了"]),
    kind("help.medical", 50, &["{}有人晕倒在路边", "{}醉酒男子躺在路边"]),
    kind("help.locked-out", 80, &["{}钥匙锁在屋里,锅还在煮"]),
    kind("help.lost-property", 220, &["{}手机掉在出租车上", "{}捡到一个钱包"]),
    kind("help.animal", 43, &["{}有蛇进屋", "{}有流浪狗追人"]),
    kind("help.stranded", 120, &["{}电动车没电,人困在路边", "{}外地人迷路,没有钱坐车"]),
    kind("help", 100, &["{}请求民警到场协助"]),
    kind("other.non-police.advice", 250, &["{}想问办居住证要什么材料", "{}想查一下报警进度"]),
    kind("other.non-police.utilities", 100, &["{}停水了", "{}路灯不亮"]),
];

/// Weights in hundredths.
const TRAFFIC: &[TypeShare] = &[
    kind("traffic.accident-damage.two", 48, &["{}两车追尾,没有人受伤", "{}小车刮蹭,双方等交警"]),
    kind("traffic.accident-damage.single", 8, &["{}货车撞了护栏"]),
    kind("traffic.accident-injury", 9, &["{}电动车被撞,有人受伤", "{}摩托车摔倒,人起不来"]),
    kind("traffic.hit-and-run", 3, &["{}撞了人的白色小车逃走了"]),
    kind("traffic.drink-driving", 3, &["{}前面的车走蛇形,怀疑酒驾"]),
    kind("traffic.congestion", 10, &["{}堵死了,路口车辆不让行"]),
    kind("traffic.obstacle", 2, &["{}货车掉了一地木板"]),
    kind("traffic.signal", 3, &["{}红绿灯不亮"]),
    kind("traffic.parking", 14, &["{}消防通道被车堵住", "{}有车乱停挡住出口"]),
];

/// Weights in tenths.
const FIRE: &[TypeShare] = &[
    kind("fire.building.home", 3, &["{}楼上着火,里面有人"]),
    kind("fire.building.factory", 2, &["{}厂房冒烟,看得见火"]),
    kind("fire.vehicle", 1, &["{}小车自燃"]),
    kind("fire.wild", 2, &["{}山边草丛起火"]),
    kind("fire.rubbish", 2, &["{}垃圾堆着火"]),
];

/// Weights in hundredths, roughly.
const OTHER: &[TypeShare] = &[
    kind("dispute.neighbour.noise", 16, &["{}邻居半夜噪音吵架"]),
    kind("dispute.neighbour.parking", 6, &["{}为车位吵起来了"]),
    kind("dispute.domestic", 12, &["{}夫妻吵架,摔东西"]),
    kind("dispute.domestic.violence", 2, &["{}丈夫打人,小孩在哭"]),
    kind("dispute.labour", 12, &["{}老板拖欠工资,工人在门口"]),
    kind("dispute.consumer", 14, &["{}店家不退钱,吵起来了"]),
    kind("order.fight", 4, &["{}夜市有人打架"]),
    kind("order.drunk", 6, &["{}有人酒后闹事"]),
    kind("order.noise", 10, &["{}广场音响太大", "{}工地半夜施工"]),
    kind("order.gambling", 2, &["{}二楼有人聚众赌博"]),
    kind("order.suspicious", 3, &["{}有人在楼道里一家一家试门"]),
    kind("mass.labour", 1, &["{}厂门口聚了上百人讨薪"]),
    kind("disaster.leak", 1, &["{}煤气味很重"]),
    kind("complaint.police", 2, &["{}对上次出警不满意"]),
    only_from(GridAdministrator, kind("other.hazard.road", 8, &["{}井盖没了", "{}大树倒在路上"])),
    only_from(GridAdministrator, kind("other.hazard.fire-safety", 8, &["{}楼道堆满杂物", "{}电动车在楼道充电"])),
    only_from(WarningPlatform, kind("criminal.fugitive", 3, &["{}住址比对预警,待人工核实"])),
];

/// Weights in hundredths.
const INVALID: &[TypeShare] = &[
    kind("other.invalid.silent", 50, &["无声电话", "接通后无人说话"]),
    kind("other.invalid.misdial", 35, &["误拨", "小孩玩电话", "未接通即挂断"]),
    kind("other.invalid.nuisance", 12, &["重复来电,不说事情"]),
    kind("other.invalid.test", 3, &["线路测试"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::TypeCode;

    #[test]
    fn the_categories_add_up_to_the_year() {
        let sum = |categories: &[Category]| categories.iter().map(|category| category.reports_2017()).sum::<u32>();
        assert_eq!(sum(&Category::ALL), 2_290_000);
        assert_eq!(sum(&Category::ALL[..5]), 1_510_000);
    }

    #[test]
    fn every_type_has_a_code_a_weight_and_words() {
        for kind in Category::ALL.iter().flat_map(|category| category.types()) {
            assert!(TypeCode::new(kind.code).is_ok() && kind.weight > 0 && !kind.told.is_empty(), "{}", kind.code);
        }
    }

    #[test]
    fn the_policy_for_dongguan_knows_every_type() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/config/policy/dongguan.toml");
        let Ok(policy) = std::fs::read_to_string(path) else {
            eprintln!("skipped: no policy file");
            return;
        };
        for kind in Category::ALL.iter().flat_map(|category| category.types()) {
            assert!(policy.contains(&format!("code = \"{}\"", kind.code)), "{}", kind.code);
        }
    }

    #[test]
    fn the_shares_of_the_sources_add_up_to_a_hundred() {
        for category in Category::ALL {
            assert_eq!(category.sources().iter().map(|(_, weight)| weight).sum::<u32>(), 100, "{category:?}");
        }
    }
}
