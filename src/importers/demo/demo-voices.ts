import type { DemoReview } from './demo-home.ts'

/** What more guests said of the homes that are booked most: not all of it is praise. */
export const moreVoices: Readonly<Record<string, readonly DemoReview[]>> = {
  'net-loft': [
    ['Agnieszka', 118, 'We came for two nights and asked for a third. The answer came back in four minutes, with tide times.'],
    ['Bram', 143, 'My knees counted every one of the fourteen stairs. My eyes forgave them at the top window.'],
    ['Lotte and Finn', 167, 'The children now want a stove at home. The ladder to the loft is for big children only, as it says.'],
    ['Padma', 189, 'Clean, warm, well thought out. The kitchen knives could do with a stone.'],
    ['Gérard', 243, 'A handcart at the station in the rain is a kind of welcome I had not met before.'],
    ['Hennie', 301, 'Good house in a loud lane. We moved the mattress to the loft on market day and slept.'],
  ],
  'chapel-row': [
    ['Mirjam', 52, 'The bells at nine are on time, every day, which suited us. The yard gets sun until five.'],
    ['Old Tomasz', 99, 'Pink outside, calm inside. The hill is real: buy the heavy things last.'],
    ['Nkechi', 158, 'Breakfast in the yard in October, in coats, and glad of it.'],
    ['Family Sørensen', 231, 'A good house for four, tight for five. The shower takes a minute to make up its mind.'],
  ],
  'quay-flats': [
    ['Rosalind', 44, 'My mother uses a wheelchair and for once nobody had to lift her over anything. Thank you for measuring the doors.'],
    ['Emre', 87, 'I shouted my order from the balcony. It came up in the lift with lemon.'],
    ['Juliette', 134, 'Thursday from five is a market, not a lie-in. With the windows closed it was fine.'],
  ],
  'packet-inn': [
    ['Colm', 29, 'Bread up the back stair at seven, hot. I set an alarm for it on the second day.'],
    ['Wiebke', 58, 'Room four looks at the wall of the customs house. Ask for two or six.'],
    ['Mr and Mrs Adeyemi', 83, 'Narrow, creaky, friendly. Exactly what an inn should be, and the bed was good.'],
    ['Saskia', 126, 'Thin walls. I know a great deal about the honeymoon next door.'],
    ['Ignacio', 171, 'Missed the last ferry and they found me a room and a plate of soup at ten at night.'],
    ['Beatrix', 244, 'Fair price, no frills, hooks where you want them.'],
  ],
  'gull-attic': [
    ['Jonas', 21, 'Stars through the skylight, gulls at four. You get both or neither.'],
    ['Marguerite', 67, 'Too small for two suitcases and two tempers. Alone it is perfect.'],
    ['Deniz', 113, 'I wrote half a book up there. The desk is a shelf and that is enough.'],
    ['Aled', 190, 'Cheap, clean and honest. Bumped my head twice, as promised by the sign.'],
    ['Yun', 265, 'Bring a jumper in March. The heater does what it can.'],
  ],
  'pilot-house': [
    ['Frauke', 36, 'Twelve seconds. After one night you count it in your sleep, and miss it at home.'],
    ['The Nwosu family', 80, 'Gwen told us to bring in the washing. Half an hour later we saw why.'],
    ['Martin', 132, 'The wind gets in under the seaward door. There is a sandbag for it, and it works.'],
    ['Isaura', 177, 'The last house, and it feels so. Do the shopping before you drive out.'],
    ['Piet', 259, 'We saw a storm from bed with the light going round. Worth the drive on the bad road.'],
  ],
  'chandlers-top': [
    ['Hedda', 42, 'Carrying your own lantern up through a lamp shop is the best check-in there is.'],
    ['Rory', 101, 'The roof is the reason. The stairs to it are a ladder with ambitions.'],
    ['Chiara', 164, 'A bulb went on Sunday evening. Samir came in his slippers with three to choose from.'],
    ['Uwe', 238, 'Lovely rooms, little storage. We lived out of our bags and did not mind.'],
  ],
  'shell-room': [
    ['Philippa', 33, 'I painted badly and happily for four days. Tove looked and said only kind, true things.'],
    ['Anton', 71, 'It is a room in somebody’s house, and it feels like being trusted with one.'],
    ['Marlies', 129, 'Shared bathroom, never a queue. The beach gate is ten steps from the bed.'],
    ['Kofi', 183, 'She does answer after eleven, not before. We had been told.'],
    ['Ester', 270, 'The light she came for is there. So is the sand, in everything.'],
  ],
  'lifeboat-loft': [
    ['Team Haverkamp', 46, 'Five of us under one beam, and somebody snored. The beam did not mind.'],
    ['Zofia', 92, 'We watched the surf lesson from breakfast and then were the surf lesson.'],
    ['Lars', 149, 'The wetsuit rail drips on the bikes. Olu is putting in a gutter, he says.'],
    ['Amina', 222, 'High, bright and a little draughty in November. Good blankets.'],
  ],
  'tern-cottage': [
    ['Stefan', 55, 'Three sunsets, one of them ours alone. The veranda chairs know what they are for.'],
    ['Oksana', 107, 'Two in the bunks, two in the bed, sand in all of it. We would come back tomorrow.'],
    ['Ludo', 173, 'The last bend before the house is soft sand. We dug for ten minutes, then read the note about it.'],
  ],
  'high-tarn': [
    ['Birgit', 27, 'No signal until you reach the house, and then you do not want it.'],
    ['Hamza', 63, 'The glass gable at first snow. We said nothing for an hour, and we are a loud family.'],
    ['Caoimhe', 94, 'The track up is not for low cars. Jon fetched our bags with his, without a word.'],
    ['Joris and Noa', 139, 'Wood for a week, split and dry, and a note on which pieces burn slowly.'],
    ['Valentina', 198, 'The bed faces the firs and the firs face back. Some may find that much. We did not.'],
    ['Sir Anthony', 276, 'Cold floor in the mornings until the stove is up. Bring slippers and you lack nothing.'],
  ],
  'owl-box': [
    ['Elske', 39, 'One owl, twice, at arm’s length from the hatch. I dropped the stove wood.'],
    ['Ravi', 86, 'The ladder in the dark with a full bladder is the one thing nobody photographs.'],
    ['Maud', 141, 'My father is seventy-one and went up it like a boy.'],
    ['Sören', 212, 'It moves a little in the wind. After an hour that is the point of it.'],
  ],
  'pine-hut': [
    ['Henrik', 48, 'Sauna, snow, sauna, soup. We did nothing else and needed nothing else.'],
    ['Paola', 90, 'Wild garlic in April as promised: we smelled of it for a week.'],
    ['Tamsin', 153, 'The hut is small and the rucksacks were not. Hang them outside under the eaves.'],
    ['Ondřej', 226, 'The road was closed for a morning. Lena rang before we had noticed.'],
  ],
  'wren-boat': [
    ['Dagny', 41, 'Heron at six, bakery at four, Idris swearing at his sluice at seven. All as described.'],
    ['Louis', 88, 'I am one metre ninety and the boat is not. Slept well on the diagonal.'],
    ['Fumiko', 136, 'We helped with the gates and were paid in plums.'],
    ['Gethin', 207, 'The water pump hums at night. A towel under it helps, and there is a towel for it.'],
  ],
  'boathouse-tarn': [
    ['Clemens', 34, 'You hear the boat knock under the floor, gently, like somebody with good manners.'],
    ['Ifeoma', 96, 'Swam before breakfast in September. It was a decision.'],
    ['Rieke', 161, 'Mosquitoes in July. There are nets; use them from the first evening, not the second.'],
    ['Mateus', 249, 'Rowed to the shop for eggs and lost none on the way back.'],
  ],
  'herdwick-hut': [
    ['Ursula', 50, 'Switched off is the word. The children asked where the night had come from.'],
    ['Niall', 104, 'One stove, one bed, one argument about who gets up to feed it.'],
    ['Mei', 168, 'In fog you see nothing at all for two days. We read. It was good.'],
  ],
  'pear-tree-rooms': [
    ['Gisela', 31, 'The long table made us talk to strangers, and two of them are coming to us in May.'],
    ['Abdul', 77, 'Quince jam. I asked for the recipe and was given the jar.'],
    ['Thea', 144, 'The room over the kitchen wakes when the kitchen does, at six. The smell makes up for it.'],
  ],
  beekeepers: [
    ['Tycho', 64, 'A bee came in, looked round, and left by the other window. We felt inspected and approved.'],
    ['Rosa', 121, 'Twenty steps to the bathroom are twenty steps too many in hail. Everything else is a joy.'],
    ['Jarek', 196, 'The brass rails on the stove are hot. I know this now.'],
  ],
  'lift-house': [
    ['Ingvild', 45, 'Skis on at the door, skis off at the door, and a bench in the sun between.'],
    ['Matteo', 109, 'The first chair starts at half past eight, over the roof. You will be up anyway.'],
    ['Family Okafor', 180, 'A hundred cowbells in June. We counted until we slept.'],
  ],
}
