/** The name of a role in a corpus, such as `barista`. A dialogue has two. */
export type Seat = string;

export type Seats = readonly [Seat, Seat];

/** Who sits across from `seat`. */
export function otherSeat(seats: Seats, seat: Seat): Seat {
  return seats[0] === seat ? seats[1] : seats[0];
}
