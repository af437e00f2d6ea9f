"""The statements that fill a database with a country of made-up employers: plans in temporary tables first, then the tables."""

# Everything is drawn from one seed. %(name)s are the numbers of national_data.SCALE, today, and the ids to go on from.
PLANS = {
    "regions": """
        CREATE TEMP TABLE plan_region AS
        SELECT id, code, sum(weight) OVER (ORDER BY id) - weight AS low, sum(weight) OVER (ORDER BY id) AS high
          FROM (SELECT id, code, CASE WHEN code = 'AM01' THEN 0.15
                                      ELSE 0.85 * (1 + id %% 7) / sum(1 + id %% 7) FILTER (WHERE code <> 'AM01') OVER () END
                       AS weight FROM regions_region) AS weighed;
    """,
    "advisers": """
        CREATE TEMP TABLE plan_adviser AS
        SELECT %(user_base)s + row_number() OVER (ORDER BY region.id, seat) AS id, region.id AS region_id, seat,
               count(*) OVER (PARTITION BY region.id) AS seats
          FROM plan_region AS region,
               generate_series(1, CASE WHEN region.code = 'AM01' THEN 60 ELSE 15 END) AS seat;
    """,
    "employers": """
        CREATE TEMP TABLE plan_employer AS
        SELECT %(employer_base)s + i AS id, i, region.id AS region_id,
               %(today)s::date - (30 + r2 * 1400)::int AS made_on,
               CASE WHEN r3 < 0.36 THEN 0 WHEN r3 < 0.58 THEN 1 WHEN r3 < 0.74 THEN 2 WHEN r3 < 0.86 THEN 3
                    WHEN r3 < 0.95 THEN 5 ELSE 14 END AS visits,
               1 + (r4 * 1000000)::int AS pick,
               CASE WHEN r5 < 0.78 THEN 1 + (r6 * 18)::int WHEN r5 < 0.95 THEN 20 + (r6 * 80)::int
                    ELSE 101 + (r6 * 900)::int END AS employees,
               substr('AACCCCCFFFFGGGGGGGHHHIIIJKLMMMNNOPQQQQRS', 1 + (r7 * 39)::int, 1) AS sbi, r8
          FROM (SELECT i, random() AS r1, random() AS r2, random() AS r3, random() AS r4, random() AS r5, random() AS r6,
                       random() AS r7, random() AS r8 FROM generate_series(1, %(employers)s) AS i) AS drawn
          JOIN plan_region AS region ON drawn.r1 >= region.low AND drawn.r1 < region.high;
        ALTER TABLE plan_employer ADD COLUMN holder bigint;
        UPDATE plan_employer AS employer SET holder = adviser.id FROM plan_adviser AS adviser
         WHERE adviser.region_id = employer.region_id AND adviser.seat = 1 + employer.pick %% adviser.seats;
        ANALYZE plan_employer;
    """,
    "visits": """
        CREATE TEMP TABLE plan_visit AS
        SELECT %(visit_base)s + row_number() OVER () AS id, *,
               CASE WHEN state = 'concluded' AND r4 < 0.55 AND day + (r5 * 12)::int <= %(today)s::date
                    THEN day + (r5 * 12)::int END AS advised_on
          FROM (SELECT *, CASE WHEN day > %(today)s::date THEN 'planned' WHEN r2 < 0.06 THEN 'cancelled'
                               WHEN r2 < 0.08 THEN 'under_way' ELSE 'concluded' END AS state,
                       (ARRAY['P1','P1','P1b','P2','P2','P2','P3','P3','P3','P4','P4','P5','P6','grens'])[1 + (r3 * 13)::int]
                       AS profile,
                       (ARRAY['W1','W2','W3','W3','W4','K1','K1','K1','K2','K2','K3','INT'])[1 + (r6 * 11)::int] AS lowest
                  FROM (SELECT employer.id AS employer_id, employer.region_id, employer.holder,
                               employer.made_on + ((%(today)s::date + 20 - employer.made_on) * (n - random()) / visits)::int
                               AS day,
                               random() AS r2, random() AS r3, random() AS r4, random() AS r5, random() AS r6, random() AS r7
                          FROM plan_employer AS employer, generate_series(1, employer.visits) AS n) AS drawn) AS planned;
        CREATE INDEX ON plan_visit (employer_id);
        ANALYZE plan_visit;
    """,
    "agreements": """
        CREATE TEMP TABLE plan_agreement AS
        SELECT *, CASE WHEN due_on < %(today)s::date - 20
                       THEN CASE WHEN r2 < 0.90 THEN 'done' WHEN r2 < 0.95 THEN 'dropped' ELSE 'open' END
                       ELSE CASE WHEN r2 < 0.35 THEN 'done' ELSE 'open' END END AS state
          FROM (SELECT id AS visit_id, employer_id, region_id, holder, day, day + 14 + (random() * 46)::int AS due_on,
                       random() AS r2 FROM plan_visit WHERE state = 'concluded' AND r7 < 0.35) AS drawn;
    """,
    "standing": """
        CREATE TEMP TABLE plan_standing AS
        SELECT employer.*, held.first_on, held.last_on, COALESCE(last.profile, '') AS profile,
               CASE WHEN last.profile = 'P6' THEN '' ELSE COALESCE(last.lowest, '') END AS lowest, due.next_due_on,
               CASE WHEN employer.r8 < 0.07 THEN 'not_now' WHEN employer.r8 < 0.12 THEN 'closed'
                    WHEN promised.employer_id IS NOT NULL AND employer.r8 < 0.30 THEN 'to_preparation'
                    WHEN promised.employer_id IS NOT NULL THEN 'agreed'
                    WHEN held.advised_on IS NOT NULL THEN 'advised' WHEN held.first_on IS NOT NULL THEN 'visited'
                    WHEN held.planned THEN 'visit_planned' WHEN employer.r8 < 0.6 THEN 'first_contact' ELSE 'new' END AS stage
          FROM plan_employer AS employer
          LEFT JOIN (SELECT employer_id, min(day) FILTER (WHERE state = 'concluded') AS first_on,
                            max(day) FILTER (WHERE state = 'concluded') AS last_on, max(advised_on) AS advised_on,
                            bool_or(state = 'planned') AS planned FROM plan_visit GROUP BY employer_id) AS held
            ON held.employer_id = employer.id
          LEFT JOIN (SELECT DISTINCT ON (employer_id) employer_id, profile, lowest FROM plan_visit
                      WHERE state = 'concluded' ORDER BY employer_id, day DESC) AS last ON last.employer_id = employer.id
          LEFT JOIN (SELECT employer_id, min(due_on) AS next_due_on FROM plan_agreement WHERE state = 'open'
                      GROUP BY employer_id) AS due ON due.employer_id = employer.id
          LEFT JOIN (SELECT DISTINCT employer_id FROM plan_agreement) AS promised ON promised.employer_id = employer.id;
    """,
    "moves": """
        CREATE TEMP TABLE plan_move AS
        SELECT *, GREATEST(0, day - lag(day, 1, made_on) OVER (PARTITION BY employer_id ORDER BY place)) AS days
          FROM (SELECT id AS employer_id, region_id, holder, made_on, place,
                       track[place] AS from_stage, track[place + 1] AS to_stage, array_length(track, 1) AS steps,
                       made_on + ((%(today)s::date - made_on) * place / (array_length(track, 1) + random()))::int AS day
                  FROM (SELECT standing.*, CASE stage
                                 WHEN 'not_now' THEN ARRAY['new','first_contact','visit_planned','visited','not_now']
                                 WHEN 'closed' THEN ARRAY['new','first_contact','closed']
                                 ELSE (ARRAY['new','first_contact','visit_planned','visited','advised','agreed','to_preparation'])
                                      [1:array_position(ARRAY['new','first_contact','visit_planned','visited','advised','agreed',
                                                              'to_preparation'], stage)] END AS track
                          FROM plan_standing AS standing) AS way,
                       generate_series(1, array_length(track, 1) - 1) AS place) AS drawn;
        CREATE TEMP TABLE plan_since AS SELECT employer_id, max(day) AS day FROM plan_move GROUP BY employer_id;
    """,
}

ROWS = {
    "regions_user": """
        INSERT INTO regions_user (id, password, is_superuser, email, name, job_title, phone, is_active, is_staff)
        SELECT id, '!', false, 'adviseur' || id || '@meting.voorbeeld.nl', 'Adviseur ' || region_id || '.' || seat,
               'Accountmanager', '', true, false FROM plan_adviser;
        INSERT INTO regions_membership (user_id, region_id, role)
        SELECT id, region_id, CASE WHEN seat = 1 THEN 'lead' ELSE 'adviser' END FROM plan_adviser;
    """,
    "employers_employer": """
        INSERT INTO employers_employer (id, region_id, name, name_key, search_text, kvk_number, branch_number, street, postcode,
            city, website, sector, sbi_section, employees, collective_agreement, vacancies, hard_vacancies,
            target_group_employees, is_ambassador, stage, previous_stage, stage_since_on, come_back_on, last_contact_on,
            next_due_on, first_visit_on, last_visit_on, assessed_on, profile, lowest_determinant, willen, kunnen, revision,
            created_at, created_by_id, changed_at, changed_by_id, account_holder_id)
        SELECT id, region_id, name, lower(name), lower(name || ' ' || city) || ' ' || kvk, kvk, '', '', '', city, '',
               CASE WHEN sbi = 'O' THEN 'government' ELSE 'market' END, sbi, employees, '', pick %% 9, pick %% 9 / 2,
               CASE WHEN pick %% 5 = 0 THEN NULL WHEN pick %% 100 < CASE WHEN employees > 100 THEN 62 WHEN employees > 19 THEN 34
                    ELSE 12 END THEN 1 + pick %% LEAST(employees, 5) ELSE 0 END,
               pick %% 50 = 0, stage, '', since, CASE WHEN stage = 'not_now' THEN since + 180 END,
               GREATEST(since, last_on, made_on), next_due_on, first_on, last_on, last_on, profile, lowest,
               CASE WHEN profile NOT IN ('', 'P6') THEN CASE WHEN profile IN ('P1', 'P2', 'P3') THEN 55 + pick %% 40
                    WHEN profile = 'grens' THEN 45 + pick %% 10 ELSE 10 + pick %% 35 END END,
               CASE WHEN profile NOT IN ('', 'P6') THEN CASE WHEN profile IN ('P1', 'P2', 'P4') THEN 55 + pick %% 40
                    WHEN profile = 'grens' THEN 45 + pick %% 10 ELSE 10 + pick %% 35 END END,
               1, made_on + time '09:00', holder, made_on + time '09:00', holder, CASE WHEN pick %% 25 <> 0 THEN holder END
          FROM (SELECT standing.*, COALESCE(since.day, made_on) AS since, lpad((20000000 + standing.id)::text, 8, '0') AS kvk,
                       (ARRAY['Bakkerij','Bouwbedrijf','Transport','Garage','Kwekerij','Drukkerij','Zorggroep','Hotel',
                              'Installatie','Schildersbedrijf'])[1 + pick %% 10] || ' ' ||
                       (ARRAY['De Linde','Korenaar','Van Dijk','Jansen','De Vries','Zonneveld','Hoogeveen','Noorderlicht',
                              'Eemsmond','Wadzicht','Molenaar'])[1 + pick / 10 %% 11] || ' ' || i AS name,
                       (ARRAY['Groningen','Veendam','Utrecht','Tilburg','Zwolle','Breda','Ede','Leiden'])[1 + pick / 7 %% 8]
                       AS city
                  FROM plan_standing AS standing LEFT JOIN plan_since AS since ON since.employer_id = standing.id) AS drawn;
    """,
    "employers_visit": """
        INSERT INTO employers_visit (id, employer_id, region_id, state, planned_at, place, location, goal, concluded_at,
            cancelled_at, cancel_reason, held_on, profile, lowest_determinant, advised_on, advised_by_id, created_at,
            created_by_id)
        SELECT id, employer_id, region_id, state, day + time '10:00', 'at_employer', '', '',
               CASE WHEN state = 'concluded' THEN day + time '11:00' END,
               CASE WHEN state = 'cancelled' THEN day + time '09:00' END,
               CASE WHEN state = 'cancelled' THEN 'Ziek' ELSE '' END, CASE WHEN state = 'concluded' THEN day END,
               CASE WHEN state = 'concluded' THEN profile ELSE '' END,
               CASE WHEN state = 'concluded' AND profile <> 'P6' THEN lowest ELSE '' END,
               advised_on, CASE WHEN advised_on IS NOT NULL THEN holder END, day - 9 + time '10:00', holder
          FROM plan_visit;
    """,
    "employers_visit_advisers": """
        INSERT INTO employers_visit_advisers (visit_id, user_id)
        SELECT id, holder FROM plan_visit
        UNION ALL
        SELECT visit.id, other.id FROM plan_visit AS visit
          JOIN plan_adviser AS own ON own.id = visit.holder
          JOIN plan_adviser AS other ON other.region_id = own.region_id AND other.seat = 1 + own.seat %% own.seats
         WHERE visit.r7 > 0.9;
    """,
    "employers_agreement": """
        INSERT INTO employers_agreement (employer_id, region_id, visit_id, side, who, what, due_on, state, closing_note,
            closed_at, closed_by_id, created_at, created_by_id)
        SELECT employer_id, region_id, visit_id, CASE WHEN r2 < 0.5 THEN 'desk' ELSE 'employer' END, 'Loket',
               'stuurt informatie', due_on, state, '',
               CASE WHEN state <> 'open' THEN LEAST(due_on - 10 + (r2 * 15)::int, %(today)s::date) + time '15:00' END,
               CASE WHEN state <> 'open' THEN holder END, day + time '11:00', holder FROM plan_agreement;
    """,
    "employers_placement": """
        INSERT INTO employers_placement (employer_id, region_id, form, hours, started_on, after_6_months, after_12_months,
            created_at, created_by_id)
        SELECT employer_id, region_id, (ARRAY['employed','employed','seconded','trial','sroi','work_experience','training',
               'sheltered'])[1 + (r4 * 7)::int], 8 + (r5 * 28)::int, day + 30,
               CASE WHEN day + 220 < %(today)s::date THEN CASE WHEN r6 < 0.75 THEN 'yes' ELSE 'no' END ELSE '' END,
               CASE WHEN day + 400 < %(today)s::date THEN CASE WHEN r6 < 0.60 THEN 'yes' ELSE 'no' END ELSE '' END,
               day + 30 + time '09:00', holder
          FROM plan_visit WHERE state = 'concluded' AND r7 BETWEEN 0.30 AND 0.42 AND day + 30 < %(today)s::date;
    """,
    "employers_stagechange": """
        INSERT INTO employers_stagechange (employer_id, region_id, from_stage, to_stage, event, reason, come_back_on, days,
            moved_at, moved_by_id)
        SELECT employer_id, region_id, from_stage, to_stage, '', '', CASE WHEN to_stage = 'not_now' THEN day + 180 END, days,
               day + time '12:00', holder FROM plan_move;
    """,
    "employers_timelineentry": """
        INSERT INTO employers_timelineentry (employer_id, visit_id, kind, detail, happened_at, happened_by_id)
        SELECT id, NULL, 'created', '', made_on + time '09:00', holder FROM plan_employer
        UNION ALL
        SELECT employer_id, id, 'visit_concluded', '', day + time '11:00', holder FROM plan_visit WHERE state = 'concluded';
    """,
    "checklists_checklist": """
        INSERT INTO checklists_checklist (id, visit_id, question_set_id, is_short, concluded_at, concluded_by_id,
            chosen_profile, chosen_reason, note, closing_words, groups, place, score, scoring_version, created_at, created_by_id)
        SELECT %(checklist_base)s + row_number() OVER (), id, %(question_set)s, true, day + time '11:00', holder, '', '', '',
               '', '{}', '{}',
               jsonb_build_object('profile', profile, 'candidates', '[]'::jsonb, 'willen', (r4 * 100)::int, 'kunnen',
               (r5 * 100)::int, 'lowest', lowest), 'meting', day + time '10:00', holder
          FROM plan_visit WHERE state = 'concluded';
    """,
    "checklists_answer": """
        INSERT INTO checklists_answer (checklist_id, question_id, state, value, said_by, note, revision, saved_at, saved_by_id)
        SELECT checklist_id, question_id,
               CASE WHEN r < 0.88 THEN 'answered' WHEN r < 0.96 THEN 'not_discussed' ELSE 'not_applicable' END,
               CASE WHEN r < 0.88 THEN (r * 100)::int %% 5 - CASE WHEN kind = 'bipolar' THEN 2 ELSE 0 END END,
               'employer', '', 1, saved_at, saved_by
          FROM (SELECT checklist.id AS checklist_id, question.id AS question_id, question.kind, random() AS r,
                       checklist.created_at AS saved_at, checklist.created_by_id AS saved_by
                  FROM checklists_checklist AS checklist,
                       (SELECT question.id, question.kind FROM checklists_question AS question
                          JOIN checklists_section AS section ON section.id = question.section_id
                         WHERE section.question_set_id = %(question_set)s AND question.is_short) AS question
                 WHERE checklist.id > %(checklist_base)s) AS drawn;
    """,
    "checklists_advice": """
        INSERT INTO checklists_advice (id, checklist_id, number, content, question_set_id, scoring_version, catalogue_on,
            given_at, given_by_id)
        SELECT %(advice_base)s + row_number() OVER (), checklist.id, 'M-' || visit.id, '{"instruments": []}',
               %(question_set)s, 'meting', visit.advised_on, visit.advised_on + time '14:00', visit.holder
          FROM plan_visit AS visit JOIN checklists_checklist AS checklist ON checklist.visit_id = visit.id
         WHERE visit.advised_on IS NOT NULL;
        INSERT INTO checklists_advisedinstrument (advice_id, region_id, employer_id, slug, given_on, is_first)
        SELECT DISTINCT advice.id, visit.region_id, visit.employer_id, slugs[1 + (visit.id * step) %% array_length(slugs, 1)],
               visit.advised_on, true -- which are the first of their quarter is set right with the summaries
          FROM checklists_advice AS advice
          JOIN checklists_checklist AS checklist ON checklist.id = advice.checklist_id
          JOIN plan_visit AS visit ON visit.id = checklist.visit_id
         CROSS JOIN (SELECT array_agg(slug ORDER BY slug) AS slugs FROM instruments_instrument) AS catalogue
         CROSS JOIN generate_series(1, 3) AS step
         WHERE advice.id > %(advice_base)s;
    """,
}
