/**
 * What a home may have, by the group it is listed under; `names` are other markets' words for it, lower case. Codes are
 * what the API speaks and never change. A home may have things that are not here: their code is the slug of their name.
 */
export const amenityGroups = {
  essentials: {
    wifi: ['internet', 'wireless internet', 'fast wifi', 'pocket wifi'],
    heating: ['central heating', 'radiant heating', 'heating - split type ductless system', 'portable heater'],
    air_conditioning: ['central air conditioning', 'ac - split type ductless system', 'portable air conditioning', 'window ac unit'],
    hot_water: [],
    essentials: ['towels, bed sheets, soap, and toilet paper'],
    bed_linen: ['bed linens'],
    extra_bedding: ['extra pillows and blankets'],
    workspace: ['dedicated workspace', 'laptop friendly workspace'],
    ethernet: ['ethernet connection'],
    fans: ['portable fans', 'ceiling fan'],
    dark_curtains: ['room-darkening shades'],
    wardrobe: ['clothing storage', 'closet', 'hangers'],
    iron: [],
    safe: [],
  },
  kitchen: {
    kitchen: ['full kitchen'],
    kitchenette: [],
    fridge: ['refrigerator', 'mini fridge', 'freezer'],
    stove: ['gas stove', 'electric stove', 'induction stove'],
    oven: ['stainless steel oven', 'single oven', 'stainless steel single oven'],
    microwave: [],
    dishwasher: [],
    dishes: ['dishes and silverware', 'wine glasses'],
    cooking_basics: ['baking sheet'],
    kettle: ['hot water kettle'],
    coffee_maker: ['coffee'],
    toaster: [],
    dining_table: [],
    breakfast: [],
  },
  bathroom_and_laundry: {
    bath: ['bathtub'],
    hair_dryer: [],
    toiletries: ['shampoo', 'conditioner', 'shower gel', 'body soap'],
    bidet: [],
    washer: ['washing machine'],
    dryer: ['tumble dryer'],
    drying_rack: ['drying rack for clothing'],
    laundry_nearby: ['laundromat nearby'],
  },
  indoors: {
    tv: ['cable tv', 'hdtv', 'tv with standard cable'],
    fireplace: ['indoor fireplace', 'wood stove'],
    sound_system: ['bluetooth sound system', 'record player'],
    books: ['books and reading material'],
    games: ['board games', 'game console', 'pool table'],
    piano: [],
    gym: ['exercise equipment', 'shared gym in building', 'shared gym nearby'],
    sauna: ['shared sauna', 'private sauna'],
  },
  outdoors: {
    balcony: ['patio or balcony', 'private patio or balcony', 'shared patio or balcony'],
    garden: ['backyard', 'garden or backyard'],
    outdoor_furniture: ['outdoor dining area', 'sun loungers', 'hammock'],
    barbecue: ['bbq grill', 'barbecue utensils', 'fire pit'],
    pool: ['shared pool', 'private pool'],
    hot_tub: ['private hot tub', 'shared hot tub', 'jacuzzi'],
    beach_access: ['beachfront'],
    waterfront: ['lake access'],
    bicycles: ['bikes'],
  },
  getting_in_and_around: {
    self_check_in: ['self check-in', 'lockbox', 'keypad', 'smart lock', '24-hour check-in'],
    host_greets: ['host greets you'],
    building_staff: ['doorman'],
    private_entrance: [],
    lift: ['elevator', 'elevator in building'],
    step_free: ['step-free access', 'wheelchair accessible', 'flat path to front door'],
    luggage_drop: ['luggage dropoff allowed'],
    free_parking: ['free parking on premises', 'free street parking', 'free residential garage on premises'],
    paid_parking: ['paid parking off premises', 'paid parking on premises', 'paid street parking off premises'],
    ev_charger: [],
  },
  family: {
    crib: ['pack ’n play/travel crib', 'pack n play/travel crib', 'cot'],
    high_chair: [],
    children_books_and_toys: ['children’s books and toys', "children's playroom"],
    baby_bath: [],
    window_guards: [],
    stair_gates: ['baby safety gates'],
    family_friendly: ['family/kid friendly'],
  },
  safety: {
    smoke_alarm: ['smoke detector'],
    carbon_monoxide_alarm: ['carbon monoxide detector'],
    fire_extinguisher: [],
    first_aid_kit: [],
    bedroom_lock: ['lock on bedroom door'],
    outdoor_cameras: ['security cameras on property', 'exterior security cameras on property'],
  },
  house_rules: {
    pets_allowed: [],
    smoking_allowed: [],
    events_allowed: ['suitable for events'],
    long_stays_allowed: ['long term stays allowed'],
  },
} as const satisfies Record<string, Record<string, readonly string[]>>

export const amenityCodeMax = 60
/** What may be a code: ours, or a slug. */
export const amenityCodePattern = /^[a-z0-9]+(?:_[a-z0-9]+)*$/

const codeByName: ReadonlyMap<string, string> = new Map(
  Object.values(amenityGroups).flatMap((group) =>
    Object.entries<readonly string[]>(group).flatMap(([code, names]) => [code.replaceAll('_', ' '), ...names].map((name) => [name, code])),
  ),
)

/**
 * Our codes for what other markets call things, each once and in order: 'Cable TV' is `tv`, 'Pool view' stays as
 * `pool_view`. Details after a colon or a dash ('Coffee maker: Nespresso', 'Free washer – In unit') are left out when
 * what is before them is known. Names without a letter or digit of ours, in another script say, are dropped.
 */
export function amenityCodes(names: readonly string[]): string[] {
  const codes = names.map(codeOf).filter((code) => code !== '')
  return [...new Set(codes)].toSorted()
}

function codeOf(name: string): string {
  const whole = name.normalize('NFKC').trim().toLowerCase()
  if (whole.startsWith('translation missing')) return ''
  const [before = ''] = whole.split(/\s*(?::| [-–]) */)
  const bare = before.replace(/^(free|paid|shared|private|other) /, '')
  return codeByName.get(whole) ?? codeByName.get(before) ?? codeByName.get(bare) ?? slugOf(whole)
}

/** 'Children’s dinnerware' is `childrens_dinnerware`. */
function slugOf(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/[\p{M}'’]/gu, '')
  const slug = plain.replaceAll(/[^a-z0-9]+/g, '_').slice(0, amenityCodeMax)
  return slug.replaceAll(/^_+|_+$/g, '')
}
