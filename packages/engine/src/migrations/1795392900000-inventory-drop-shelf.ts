import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * As before, and besides: units of a drop are given out only while they are on a shelf. A retailer may count fewer than
 * drops had set apart; what buyers hold already goes first, and what is left is all that drops of the variant may sell,
 * together. So the sum is locked for units of drops too, before the allotments.
 */
export class InventoryDropShelf1795392900000 implements MigrationInterface {
  readonly name = 'InventoryDropShelf1795392900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION "inventory".hold_many(
        p_ask int[], p_order text[], p_seconds float8[], p_variant text[], p_drop text[], p_quantity int[],
        p_hold_id text[], p_movement_id text[]
      ) RETURNS TABLE (ask int, variant_id text) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
      #variable_conflict use_column
      DECLARE
        pools text[];
        free int[];
        shelves text[];
        shelf int[];
        held text[];
        held_quantity int[];
        v_unit int;
        v_first int := 1;
        v_last int;
        v_count int := coalesce(cardinality(p_ask), 0);
        v_pool int[] := array_fill(0, ARRAY[v_count]);
        v_shelf int;
        v_granted boolean[] := array_fill(false, ARRAY[v_count]);
        v_is_short boolean;
        v_known int;
      BEGIN
        SELECT array_agg(v.variant_id), array_agg(v.free) INTO pools, free FROM (
          SELECT s.variant_id, CASE WHEN s.may_oversell THEN 2147483647 ELSE s.on_hand - s.claimed - s.safety - s.waiting END AS free
            FROM "inventory"."variant_stock" s
           WHERE s.variant_id = ANY (p_variant)
           ORDER BY s.variant_id FOR UPDATE) v;
        IF array_remove(p_drop, NULL) <> '{}' THEN
          SELECT coalesce(pools, '{}') || array_agg(a.drop_id || ' ' || a.variant_id), coalesce(free, '{}') || array_agg(a.allotted - a.claimed)
            INTO pools, free FROM (
            SELECT t.drop_id, t.variant_id, t.allotted, t.claimed FROM "inventory"."allotment" t
             WHERE t.is_open AND (t.drop_id, t.variant_id) IN (SELECT w.of_drop, w.variant FROM unnest(p_drop, p_variant) AS w(of_drop, variant))
             ORDER BY t.drop_id, t.variant_id FOR UPDATE) a;
          SELECT array_agg(s.variant_id),
                 array_agg(CASE WHEN s.may_oversell THEN 2147483647 ELSE s.on_hand - s.claimed + (
                   SELECT coalesce(sum(t.allotted - t.claimed), 0)::int FROM "inventory"."allotment" t
                    WHERE t.variant_id = s.variant_id AND t.is_open) END)
            INTO shelves, shelf FROM "inventory"."variant_stock" s
           WHERE s.variant_id = ANY (SELECT w.variant FROM unnest(p_variant, p_drop) AS w(variant, of_drop) WHERE w.of_drop IS NOT NULL);
        END IF;
        SELECT array_agg(h.order_id || ' ' || h.variant_id), array_agg(h.quantity) INTO held, held_quantity
          FROM "inventory"."hold" h WHERE h.order_id = ANY (p_order) AND h.state <> 'closed';
        WHILE v_first <= v_count LOOP
          v_last := v_first;
          WHILE v_last < v_count AND p_ask[v_last + 1] = p_ask[v_first] LOOP v_last := v_last + 1; END LOOP;
          v_is_short := false;
          FOR v_unit IN v_first .. v_last LOOP
            v_known := array_position(held, p_order[v_unit] || ' ' || p_variant[v_unit]);
            IF v_known IS NOT NULL THEN
              IF held_quantity[v_known] <> p_quantity[v_unit] THEN
                RAISE EXCEPTION '% holds % of % and asks for another quantity', p_order[v_unit], held_quantity[v_known], p_variant[v_unit];
              END IF;
              v_pool[v_unit] := -1;
            ELSE
              v_pool[v_unit] := coalesce(array_position(pools, coalesce(p_drop[v_unit] || ' ', '') || p_variant[v_unit]), 0);
              IF v_pool[v_unit] = 0 OR free[v_pool[v_unit]] < p_quantity[v_unit]
                 OR (p_drop[v_unit] IS NOT NULL AND coalesce(shelf[array_position(shelves, p_variant[v_unit])], 0) < p_quantity[v_unit]) THEN
                v_is_short := true;
                ask := p_ask[v_unit];
                variant_id := p_variant[v_unit];
                RETURN NEXT;
              END IF;
            END IF;
          END LOOP;
          IF NOT v_is_short THEN
            FOR v_unit IN v_first .. v_last LOOP
              CONTINUE WHEN v_pool[v_unit] < 1;
              v_granted[v_unit] := true;
              IF free[v_pool[v_unit]] < 2147483647 THEN
                free[v_pool[v_unit]] := free[v_pool[v_unit]] - p_quantity[v_unit];
              END IF;
              v_shelf := array_position(shelves, p_variant[v_unit]);
              IF v_shelf IS NOT NULL AND shelf[v_shelf] < 2147483647 THEN
                shelf[v_shelf] := shelf[v_shelf] - p_quantity[v_unit];
              END IF;
            END LOOP;
          END IF;
          v_first := v_last + 1;
        END LOOP;
        IF NOT (true = ANY (v_granted)) THEN RETURN; END IF;
        UPDATE "inventory"."variant_stock" v SET claimed = v.claimed + g.quantity
          FROM (SELECT w.variant, sum(w.quantity)::int AS quantity FROM unnest(p_variant, p_drop, p_quantity, v_granted) AS w(variant, of_drop, quantity, is_granted)
                 WHERE w.is_granted AND w.of_drop IS NULL GROUP BY w.variant) g
         WHERE v.variant_id = g.variant;
        IF array_remove(p_drop, NULL) <> '{}' THEN
          UPDATE "inventory"."allotment" a SET claimed = a.claimed + g.quantity
            FROM (SELECT w.variant, w.of_drop, sum(w.quantity)::int AS quantity FROM unnest(p_variant, p_drop, p_quantity, v_granted) AS w(variant, of_drop, quantity, is_granted)
                   WHERE w.is_granted AND w.of_drop IS NOT NULL GROUP BY w.variant, w.of_drop) g
           WHERE a.drop_id = g.of_drop AND a.variant_id = g.variant;
        END IF;
        INSERT INTO "inventory"."hold" AS h (id, order_id, variant_id, drop_id, quantity, state, expires_at)
        SELECT w.hold_id, w.order_id, w.variant, w.of_drop, w.quantity, 'held', now() + make_interval(secs => w.seconds)
          FROM unnest(p_hold_id, p_order, p_variant, p_drop, p_quantity, p_seconds, v_granted) AS w(hold_id, order_id, variant, of_drop, quantity, seconds, is_granted)
         WHERE w.is_granted
        ON CONFLICT (order_id, variant_id) DO UPDATE
           SET quantity = excluded.quantity, drop_id = excluded.drop_id, state = 'held', expires_at = excluded.expires_at;
        INSERT INTO "inventory"."movement" (id, variant_id, kind, quantity, reference)
        SELECT w.movement_id, w.variant, 'held', w.quantity, w.order_id
          FROM unnest(p_movement_id, p_variant, p_quantity, p_order, v_granted) AS w(movement_id, variant, quantity, order_id, is_granted)
         WHERE w.is_granted;
      END $$`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
