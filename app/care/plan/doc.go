// Package plan tells which customers deserve the user's time: who is A, B, C or
// new, how visit time is shared over the bands, whether the time that was spent
// went where the profit comes from, and whom to visit when.
//
// A plan of a week is made so:
//
//  1. The week's minutes are shared over A, B and C: that is each band's target.
//  2. Fixed visits (pinned, moved, done) stay, and use their band's target first.
//  3. Who has a reason to be visited waits in the band's row: complaint, promise,
//     overdue, offer, birthday, due.
//  4. A's row is served within A's target, then B's, then C's.
//  5. Minutes that a band's own people could not use go to A, then B, and what is
//     left then to those outside the split.
//  6. Who is due soon and lives where somebody is visited anyway fills the rest.
//  7. A visit comes on or before the day of a promise where there is room, then on
//     a day that already has its district, then on the emptiest.
//  8. After each choice the day is laid out anew: district by district, with ways
//     between, around fixed visits and the pause; where that fails, the next day.
//     Once all are chosen they are placed anew, the largest districts first, and
//     that stands where districts are then visited on fewer days.
//  9. Who finds no place is left out, with the reason; nobody is lost silently.
//  10. A month is its weeks one after the other: who is visited is due again only
//     after the cadence.
//
// Rows and days are sorted by what is known of them, so that the same input has
// the same plan in whatever order it comes.
//
// It is pure: no clock of its own, no state. What was sold and how long visits
// took is for the book to tell. It imports the domain alone, and never the
// store, the window or a translation.
package plan
