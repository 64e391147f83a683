import { user } from "@web/core/user";

const FORMAT = { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" };

/**
 * A moment as staff reads it, in the language and the zone of the user, wherever the
 * browser stands: two places never show two times.
 *
 * @param {DateTime} moment
 * @param {Object} [more] further parts, such as the year
 */
export function shortMoment(moment, more = {}) {
    return moment.setZone(user.tz || "default").toLocaleString({ ...more, ...FORMAT });
}
