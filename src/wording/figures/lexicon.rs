//! What single words are, as far as figures need it: lists of English words, each list one mark.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// A set of marks, one bit each.
pub(super) type Marks = u32;

/// `one` … `ninety`, `hundred`.
pub(super) const NUMBER: Marks = 1;
/// `thousand`, `million`, `billion` …
pub(super) const MAGNITUDE: Marks = 1 << 1;
/// `hundreds`, `thousands`, `dozens` …: some number of that size.
pub(super) const VAGUE: Marks = 1 << 2;
/// `half`, `third`, `quarters` …
pub(super) const PART: Marks = 1 << 3;
/// `doubled`, `twice`, `tenfold` …
pub(super) const MULTIPLE: Marks = 1 << 4;
/// Words that end a noun phrase or cannot begin one: pronouns, prepositions, conjunctions, auxiliaries.
pub(super) const FUNCTION: Marks = 1 << 5;
/// Spans of time.
pub(super) const DURATION: Marks = 1 << 6;
/// Things a text counts of its own: reasons, steps, parts.
pub(super) const DISCOURSE: Marks = 1 << 7;
/// People, as many as there are: even a small number of them is a figure.
pub(super) const PEOPLE: Marks = 1 << 8;
/// Countable parts of the world, of which three and more are a figure.
pub(super) const WORLD: Marks = 1 << 9;
/// Words whose following number is a name: `page 4`, `phase 3`.
pub(super) const LABEL: Marks = 1 << 10;
pub(super) const MONTH: Marks = 1 << 11;
/// `the`, `both`, `their`: the number after it repeats what is known.
pub(super) const DEFINITE: Marks = 1 << 12;
/// Words in -s that are no plural nouns.
pub(super) const NO_PLURAL: Marks = 1 << 13;
/// Plurals and collectives without -s.
pub(super) const PLURAL: Marks = 1 << 14;
/// Plurals that stand before another noun: `sales staff`.
pub(super) const ATTRIBUTE: Marks = 1 << 15;
/// Codes and prefixes of currencies that stand before a number.
pub(super) const CURRENCY: Marks = 1 << 16;
/// Verbs after which a bare number counts people: `killed 43`.
pub(super) const TOLL: Marks = 1 << 17;
/// Verbs of change: `rose to 540`.
pub(super) const CHANGE: Marks = 1 << 18;
/// Verbs that may follow a share: `a third said`.
pub(super) const SHARE_VERB: Marks = 1 << 19;

/// `several`, `few`: with a magnitude after them, a size.
pub(super) const SOME: Marks = 1 << 20;

/// `a`, `an`
pub(super) const ARTICLE: Marks = 1 << 21;

const LISTS: [(Marks, &str); 24] = [
    (ARTICLE, "a an"),
    (SOME, "several few many"),
    (
        NUMBER,
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
        seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million \
        billion trillion dozen",
    ),
    (MAGNITUDE, "hundred thousand million billion trillion dozen"),
    (
        VAGUE,
        "dozens hundreds thousands millions billions trillions tens",
    ),
    (
        PART,
        "half third thirds quarter quarters fourth fourths fifth fifths sixth sixths seventh sevenths eighth eighths \
        ninth ninths tenth tenths twentieth hundredth thousandth",
    ),
    (
        MULTIPLE,
        "double doubles doubled doubling triple triples tripled tripling treble trebles trebled trebling \
        quadruple quadruples quadrupled quadrupling quintupled halve halves halved halving twice thrice twofold \
        threefold fourfold fivefold sixfold sevenfold eightfold ninefold tenfold twelvefold twentyfold thirtyfold \
        elevenfold fifteenfold fortyfold \
        fiftyfold sixtyfold seventyfold eightyfold ninetyfold hundredfold thousandfold millionfold",
    ),
    (
        FUNCTION,
        "a an the this that these those and or nor but so yet if as than then when while where who whom whose \
        which what how why whether because since until till after before during within without in on at by for from \
        to into onto of off out over under above below about around against between among through across along \
        behind beyond near up down per via with upon toward towards despite except including like unlike i you he \
        she it we they me him us them my your his her its our their mine yours hers ours theirs myself himself \
        herself itself themselves is are was were be been being am do does did done has have had having will would \
        shall should can could may might must not no never ever only just also even still already again too very \
        more most less least fewer nearly almost roughly approximately some any all each every both either neither \
        such other another said says say there here now today yesterday tomorrow went came come goes go make makes \
        made take takes took get gets got give gives gave become becomes became seem seems fell rose remain remains \
        left won lost died voted began ended ago later old earlier apiece respectively altogether instead apart away \
        back together according however meanwhile once twice everyone nobody somebody something nothing anything \
        wants want need needs live lives lived work works runs run costs sees saw know knows think thinks took \
        marched fled",
    ),
    (
        DURATION,
        "second seconds minute minutes hour hours hr hrs day days night nights week weeks weekend weekends \
        fortnight fortnights month months quarter quarters season seasons semester semesters year years decade decades \
        century centuries millennia generations mins min secs sec weekday weekdays morning mornings evening evenings \
        yr yrs",
    ),
    (
        DISCOURSE,
        "reason reasons question questions part parts side sides way ways thing things point points step steps \
        example examples explanation explanations term terms telling tellings story stories number numbers figure \
        figures section sections chapter chapters category categories kind kinds type types fragment fragments option \
        options stage stages task tasks purpose purposes page pages line lines word words sentence sentences \
        paragraph paragraphs version versions account accounts theme themes topic topics issue issues idea ideas \
        argument arguments answer answers lesson lessons aspect aspects element elements factor factors fact facts \
        piece pieces phase phases goal goals time times occasion occasions instance instances respect respects view \
        views column columns row rows item items party parties hand hands eye eyes foot legs feet principle principles \
        rule rules condition conditions choice choices problem problems aim aims claim claims source sources note \
        notes table tables list lists layer layers level levels word scenario scenarios colour colours color colors \
        brothers sisters halves thirds front fronts path paths model models draft drafts letter letters acts volumes \
        tips takeaways questions remarks quotes statements",
    ),
    (
        PEOPLE,
        "people persons men women children boys girls adults teenagers babies infants pupils students workers \
        employees staff miners soldiers troops officers firefighters patients nurses doctors victims deaths fatalities \
        casualties injuries survivors passengers crew residents villagers civilians protesters prisoners detainees \
        hostages migrants refugees inmates suspects journalists teachers sailors pilots tourists bystanders \
        pedestrians cyclists hikers climbers worshippers lawmakers senators infections arrests jobs lives \
        homicides murders police policemen paramedics mps meps ceos dead marines peacekeepers guardsmen commandos",
    ),
    (
        WORLD,
        "countries states cities towns villages provinces counties districts regions nations continents plants \
        factories mines reactors refineries warehouses stores shops branches offices hospitals clinics schools \
        universities prisons airports ports stations bridges homes houses buildings apartments farms ships boats jets \
        planes aircraft helicopters trains buses trucks satellites rockets missiles drones tanks warships submarines \
        votes seats lawsuits complaints recalls satellites turbines banks airlines medals earthquakes hurricanes \
        tornadoes wildfires churches embassies",
    ),
    (
        LABEL,
        "page pages pp chapter chapters article articles figure fig table section sections sec step steps route \
        highway interstate motorway clause clauses no nos number numbers part parts volume vol issue line item \
        question rule rules title bill act resolution directive regulation regulations phase phases stage level \
        grade grades tier type types category class version versions release room gate flight channel unit block \
        district ward precinct day week episode round lap game group size bus platform track amendment amendments \
        proposition paragraph para note notes footnote appendix annex exhibit form schedule psalm verse verses act \
        scene book lot vitamin model area zone sector terminal exit junction track hole stop option key \
        art ch sect studio apartment suite hall floor story proposition protocol python java ios android windows year \
        aged age ages iphone galaxy xbox playstation boeing airbus apollo code extension chr season grade press dial",
    ),
    (
        MONTH,
        "january february march april may june july august september october november december jan feb mar apr jun \
        jul aug sep sept oct nov dec januar februar märz mai juni juli oktober dezember janvier février mars avril \
        juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto",
    ),
    (
        DEFINITE,
        "the these those both all his her their its our your my other last first next past every each same \
        previous following any latter former only",
    ),
    (
        NO_PLURAL,
        "is was has does says its his this as us yes plus thus versus always perhaps towards besides afterwards \
        across less unless nevertheless nonetheless business process access class loss press success progress congress \
        basis crisis analysis virus census status bonus campus focus gas bus lens series gross boss mass pass cross \
        glass grass bias christmas texas paris kansas arkansas illinois massachusetts brussels wales athens whereas \
        sometimes others ours hers theirs yours indoors outdoors overseas upwards downwards forwards backwards likes \
        comes goes makes takes gets gives wants needs knows thinks sees runs seems looks keeps becomes begins shows \
        means includes remains expects plans hopes fails lies sits stands tells asks works plus minus corpus \
        previous various serious famous obvious religious dangerous enormous numerous continuous tremendous anxious \
        nervous curious ambitious homeless jobless street",
    ),
    (
        PLURAL,
        "people men women children staff personnel police troops cattle fish sheep aircraft data media teeth feet \
        mice geese crew clergy spacecraft salmon deer offspring bacteria criteria phenomena media headcount \
        poultry infantry cavalry swine policemen servicemen businessmen firemen policewomen congressmen alumni fungi nuclei larvae algae strata curricula memoranda referenda referendums ads pcs tvs evs suvs gps apps cds",
    ),
    (
        ATTRIBUTE,
        "sales sports arms goods savings news operations systems graphics electronics communications logistics \
        customs dead",
    ),
    (
        CURRENCY,
        "usd eur gbp jpy chf cny rmb inr cad aud nzd sek nok dkk pln czk huf ron bgn try rub uah brl mxn ars clp \
        zar ngn kes egp ils aed sar qar krw twd hkd sgd thb idr myr php vnd pkr bdt lkr us a c hk nz s r au ca nt rs \
        can z",
    ),
    (
        TOLL,
        "killed killing kills wounded wounding injured injuring arrested arresting detained evacuated totalled totaled \
        totalling totaling hospitalised hospitalized displaced",
    ),
    (
        CHANGE,
        "rose rise rises risen rising fell fall falls fallen falling grew grow grows grown growing increased \
        increase increases increasing decreased decrease dropped drop drops dropping climbed climb climbs jumped jump \
        jumps declined decline declines shrank shrunk shrink slipped raised raise raises lifted lift cut cuts cutting \
        reduced reduce slowed swelled ballooned soared surged plunged sank up down expanded expand tumbled widened \
        narrowed quickened accelerated eased edged went gone revised lowered",
    ),
    (
        SHARE_VERB,
        "said say says are were is was have had has believe believed think thought want wanted did do live \
        lived came come comes died report reported feel felt expect expected knew know voted support supported oppose \
        opposed agreed agree will would could can may own owned use used work worked now still also",
    ),
    (
        WORLD,
        "employers factories competitors retailers suppliers hotels restaurants routes flights launches wells dams \
        pipelines strikes attacks cases explosions crashes studies trials sites facilities labs laboratories centres centers \
        campuses outlets islands vessels ferries tankers patents mosques temples synagogues museums colleges bases \
        battalions brigades squadrons carriers frigates destroyers fighters bombers depots \
        awards nominations prizes trophies championships oscars baftas grammys emmys others \
        militants rebels insurgents gunmen attackers bankers executives agents drivers contractors guards lawyers \
        barristers managers battleships cruisers airplanes aeroplanes",
    ),
    (
        NO_PLURAL,
        "minutes hours days weeks months years decades centuries",
    ),
];

/// A table of known words. Its hash is a short one: the keys are our own, so nobody can make them collide.
pub(super) type Table<Value> = HashMap<&'static str, Value, BuildHasherDefault<ShortHash>>;

static WORDS: LazyLock<Table<Marks>> = LazyLock::new(|| {
    let mut words = Table::default();
    for (mark, list) in LISTS {
        for word in list.split_whitespace() {
            *words.entry(word).or_default() |= mark;
        }
    }
    words
});

/// The longest word that a list holds, in bytes.
const LONGEST: usize = 24;

/// The marks of a word as it is written in a text.
pub(super) fn marks(word: &str) -> Marks {
    folded(word, |word| WORDS.get(word).copied()).unwrap_or(0)
}

/// Looks a word up in lower case, without allocating.
pub(super) fn folded<Found>(word: &str, look: impl FnOnce(&str) -> Option<Found>) -> Option<Found> {
    if word.len() > LONGEST {
        return None;
    }
    let mut buffer = [0; LONGEST];
    let buffer = &mut buffer[..word.len()];
    buffer.copy_from_slice(word.as_bytes());
    buffer.make_ascii_lowercase();
    look(std::str::from_utf8(buffer).ok()?)
}

/// The hash of Fowler, Noll and Vo: quick for words.
#[derive(Clone, Copy)]
pub(super) struct ShortHash(u64);

impl Default for ShortHash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for ShortHash {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
}
