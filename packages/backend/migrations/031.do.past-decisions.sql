-- Who was asked about a request: read with each offer, with each look at the queue, and for each decision of a replay.
create index assignment_by_request on assignment (request_id, offered_at);

-- Past decisions of an organisation, newest first: ids follow time.
create index ranking_by_organisation on ranking (organisation_id, id);
