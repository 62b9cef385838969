import { criteriaWith, type Criteria } from '@sidestall/fulfillment';

/**
 * What rule sets of this house may rank by. A house adds criteria of its own here, each a pure function of a retailer or a
 * plan; rule sets name them like the built-in ones, and the editor offers them.
 */
export const HOUSE_CRITERIA: Criteria = criteriaWith();
