import type { DemoReview } from './demo-home.ts'

/** What more guests said of the homes that are booked most: not all of it is praise. */
export const moreVoices: Readonly<Record<string, readonly DemoReview[]>> = {
  'net-loft': [
    ['Agnieszka', 118, 'We came for two nights and asked for a third. The answer came back in four minutes, with tide times.', '5 555555'],
    ['Bram', 143, 'My knees counted every one of the fourteen stairs. My eyes forgave them at the top window.', '5 545555'],
    [
      'Lotte and Finn',
      167,
      'The children now want a stove at home. The ladder to the loft is for big children only, as it says.',
      '5 555555',
    ],
    ['Padma', 189, 'Clean, warm, well thought out. The kitchen knives could do with a stone.', '4 545555'],
    ['Gérard', 243, 'A handcart at the station in the rain is a kind of welcome I had not met before.', '5 555555'],
    ['Hennie', 301, 'Good house in a loud lane. We moved the mattress to the loft on market day and slept.', '4 555544'],
  ],
  'chapel-row': [
    ['Mirjam', 52, 'The bells at nine are on time, every day, which suited us. The yard gets sun until five.', '5 555555'],
    ['Old Tomasz', 99, 'Pink outside, calm inside. The hill is real: buy the heavy things last.', '5 555545'],
    ['Nkechi', 158, 'Breakfast in the yard in October, in coats, and glad of it.', '5 555555'],
    ['Family Sørensen', 231, 'A good house for four, tight for five. The shower takes a minute to make up its mind.', '4 545554'],
  ],
  'quay-flats': [
    [
      'Rosalind',
      44,
      'My mother uses a wheelchair and for once nobody had to lift her over anything. Thank you for measuring the doors.',
      '5 555555',
    ],
    ['Emre', 87, 'I shouted my order from the balcony. It came up in the lift with lemon.', '5 555555'],
    ['Juliette', 134, 'Thursday from five is a market, not a lie-in. With the windows closed it was fine.', '4 555545'],
  ],
  'packet-inn': [
    ['Colm', 29, 'Bread up the back stair at seven, hot. I set an alarm for it on the second day.', '5 555555'],
    ['Wiebke', 58, 'Room four looks at the wall of the customs house. Ask for two or six.', '3 535544'],
    ['Mr and Mrs Adeyemi', 83, 'Narrow, creaky, friendly. Exactly what an inn should be, and the bed was good.', '5 545555'],
    ['Saskia', 126, 'Thin walls. I know a great deal about the honeymoon next door.', '3 535554'],
    ['Ignacio', 171, 'Missed the last ferry and they found me a room and a plate of soup at ten at night.', '5 555555'],
    ['Beatrix', 244, 'Fair price, no frills, hooks where you want them.', '4 545555'],
  ],
  'gull-attic': [
    ['Jonas', 21, 'Stars through the skylight, gulls at four. You get both or neither.', '4 555545'],
    ['Marguerite', 67, 'Too small for two suitcases and two tempers. Alone it is perfect.', '3 545553'],
    ['Deniz', 113, 'I wrote half a book up there. The desk is a shelf and that is enough.', '5 545555'],
    ['Aled', 190, 'Cheap, clean and honest. Bumped my head twice, as promised by the sign.', '4 545555'],
    ['Yun', 265, 'Bring a jumper in March. The heater does what it can.', '4 545554'],
  ],
  'pilot-house': [
    ['Frauke', 36, 'Twelve seconds. After one night you count it in your sleep, and miss it at home.', '5 555555'],
    ['The Nwosu family', 80, 'Gwen told us to bring in the washing. Half an hour later we saw why.', '5 555555'],
    ['Martin', 132, 'The wind gets in under the seaward door. There is a sandbag for it, and it works.', '5 545555'],
    ['Isaura', 177, 'The last house, and it feels so. Do the shopping before you drive out.', '5 555545'],
    ['Piet', 259, 'We saw a storm from bed with the light going round. Worth the drive on the bad road.', '5 555555'],
  ],
  'chandlers-top': [
    ['Hedda', 42, 'Carrying your own lantern up through a lamp shop is the best check-in there is.', '5 555555'],
    ['Rory', 101, 'The roof is the reason. The stairs to it are a ladder with ambitions.', '5 555545'],
    ['Chiara', 164, 'A bulb went on Sunday evening. Samir came in his slippers with three to choose from.', '5 555555'],
    ['Uwe', 238, 'Lovely rooms, little storage. We lived out of our bags and did not mind.', '4 545555'],
  ],
  'shell-room': [
    ['Philippa', 33, 'I painted badly and happily for four days. Tove looked and said only kind, true things.', '5 555555'],
    ['Anton', 71, 'It is a room in somebody’s house, and it feels like being trusted with one.', '5 555555'],
    ['Marlies', 129, 'Shared bathroom, never a queue. The beach gate is ten steps from the bed.', '5 555555'],
    ['Kofi', 183, 'She does answer after eleven, not before. We had been told.', '5 554555'],
    ['Ester', 270, 'The light she came for is there. So is the sand, in everything.', '5 455555'],
  ],
  'lifeboat-loft': [
    ['Team Haverkamp', 46, 'Five of us under one beam, and somebody snored. The beam did not mind.', '5 555555'],
    ['Zofia', 92, 'We watched the surf lesson from breakfast and then were the surf lesson.', '5 555555'],
    ['Lars', 149, 'The wetsuit rail drips on the bikes. Olu is putting in a gutter, he says.', '4 455555'],
    ['Amina', 222, 'High, bright and a little draughty in November. Good blankets.', '4 545555'],
  ],
  'tern-cottage': [
    ['Stefan', 55, 'Three sunsets, one of them ours alone. The veranda chairs know what they are for.', '5 555555'],
    ['Oksana', 107, 'Two in the bunks, two in the bed, sand in all of it. We would come back tomorrow.', '5 555555'],
    ['Ludo', 173, 'The last bend before the house is soft sand. We dug for ten minutes, then read the note about it.', '4 555545'],
  ],
  'high-tarn': [
    ['Birgit', 27, 'No signal until you reach the house, and then you do not want it.', '5 555555'],
    ['Hamza', 63, 'The glass gable at first snow. We said nothing for an hour, and we are a loud family.', '5 555555'],
    ['Caoimhe', 94, 'The track up is not for low cars. Jon fetched our bags with his, without a word.', '5 555545'],
    ['Joris and Noa', 139, 'Wood for a week, split and dry, and a note on which pieces burn slowly.', '5 555555'],
    ['Valentina', 198, 'The bed faces the firs and the firs face back. Some may find that much. We did not.', '5 555555'],
    ['Sir Anthony', 276, 'Cold floor in the mornings until the stove is up. Bring slippers and you lack nothing.', '4 545555'],
  ],
  'owl-box': [
    ['Elske', 39, 'One owl, twice, at arm’s length from the hatch. I dropped the stove wood.', '5 555555'],
    ['Ravi', 86, 'The ladder in the dark with a full bladder is the one thing nobody photographs.', '4 545555'],
    ['Maud', 141, 'My father is seventy-one and went up it like a boy.', '5 555555'],
    ['Sören', 212, 'It moves a little in the wind. After an hour that is the point of it.', '5 555555'],
  ],
  'pine-hut': [
    ['Henrik', 48, 'Sauna, snow, sauna, soup. We did nothing else and needed nothing else.', '5 555555'],
    ['Paola', 90, 'Wild garlic in April as promised: we smelled of it for a week.', '5 555555'],
    ['Tamsin', 153, 'The hut is small and the rucksacks were not. Hang them outside under the eaves.', '4 545554'],
    ['Ondřej', 226, 'The road was closed for a morning. Lena rang before we had noticed.', '5 555555'],
  ],
  'wren-boat': [
    ['Dagny', 41, 'Heron at six, bakery at four, Idris swearing at his sluice at seven. All as described.', '5 555555'],
    ['Louis', 88, 'I am one metre ninety and the boat is not. Slept well on the diagonal.', '4 545555'],
    ['Fumiko', 136, 'We helped with the gates and were paid in plums.', '5 555555'],
    ['Gethin', 207, 'The water pump hums at night. A towel under it helps, and there is a towel for it.', '5 545555'],
  ],
  'boathouse-tarn': [
    ['Clemens', 34, 'You hear the boat knock under the floor, gently, like somebody with good manners.', '5 555555'],
    ['Ifeoma', 96, 'Swam before breakfast in September. It was a decision.', '5 555555'],
    ['Rieke', 161, 'Mosquitoes in July. There are nets; use them from the first evening, not the second.', '4 555545'],
    ['Mateus', 249, 'Rowed to the shop for eggs and lost none on the way back.', '5 555555'],
  ],
  'herdwick-hut': [
    ['Ursula', 50, 'Switched off is the word. The children asked where the night had come from.', '5 555555'],
    ['Niall', 104, 'One stove, one bed, one argument about who gets up to feed it.', '5 555555'],
    ['Mei', 168, 'In fog you see nothing at all for two days. We read. It was good.', '4 555545'],
  ],
  'pear-tree-rooms': [
    ['Gisela', 31, 'The long table made us talk to strangers, and two of them are coming to us in May.', '5 555555'],
    ['Abdul', 77, 'Quince jam. I asked for the recipe and was given the jar.', '5 555555'],
    ['Thea', 144, 'The room over the kitchen wakes when the kitchen does, at six. The smell makes up for it.', '5 555545'],
  ],
  beekeepers: [
    ['Tycho', 64, 'A bee came in, looked round, and left by the other window. We felt inspected and approved.', '5 555555'],
    ['Rosa', 121, 'Twenty steps to the bathroom are twenty steps too many in hail. Everything else is a joy.', '4 545555'],
    ['Jarek', 196, 'The brass rails on the stove are hot. I know this now.', '5 555555'],
  ],
  'lift-house': [
    ['Ingvild', 45, 'Skis on at the door, skis off at the door, and a bench in the sun between.', '5 555555'],
    ['Matteo', 109, 'The first chair starts at half past eight, over the roof. You will be up anyway.', '5 555545'],
    ['Family Okafor', 180, 'A hundred cowbells in June. We counted until we slept.', '5 555545'],
  ],
}
