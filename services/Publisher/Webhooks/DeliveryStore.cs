using Dapper;
using Npgsql;

namespace Moderation.Publisher.Webhooks;

/// <summary>How an endpoint stands, and its deliveries by status.</summary>
public sealed record EndpointState
{
    public required string Name { get; init; }

    /// <summary>Its address without path and query, which may hold a secret.</summary>
    public required string Url { get; init; }

    /// <summary><c>active</c> or <c>disabled</c>.</summary>
    public required string Status { get; init; }

    /// <summary><c>gone</c>, <c>gave-up</c>, <c>not-configured</c> or <c>by-hand</c>.</summary>
    public string? DisabledReason { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>When it last accepted something, to within a minute.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Deliveries that are on their way.</summary>
    public required int Waiting { get; init; }

    /// <summary>That it accepted.</summary>
    public required int Delivered { get; init; }

    /// <summary>That it refused to the end of the schedule.</summary>
    public required int GivenUp { get; init; }

    /// <summary>That a newer change of the same comment took the place of.</summary>
    public required int Superseded { get; init; }

    /// <summary>When the schedule of the oldest that waits began.</summary>
    public DateTimeOffset? OldestWaiting { get; init; }

    /// <summary>It was made on the console, and can be changed there.</summary>
    public required bool IsMade { get; init; }

    /// <summary>What it is told of.</summary>
    public required string[] Events { get; init; }

    /// <summary>How that is written.</summary>
    public required string Format { get; init; }

    /// <summary>Until when the secret before is good as well, if it is.</summary>
    public DateTimeOffset? PreviousUntil { get; init; }
}

/// <summary>
/// The due-time table of deliveries, its log of attempts, and the endpoints' state. Due times and claims run on the database's
/// clock.
/// </summary>
public sealed class DeliveryStore(NpgsqlDataSource database)
{
    /// <summary>
    /// Makes the table say what the configuration says. A new address is a new beginning, also for what waits; an endpoint that
    /// was disabled for other reasons stays so until <see cref="EnableAsync"/>.
    /// </summary>
    public async Task RegisterAsync(IReadOnlyCollection<WebhookEndpoint> endpoints, CancellationToken cancellationToken)
    {
        const string sql = """
            WITH begun AS (
                INSERT INTO endpoints AS e (name, url, status)
                SELECT name, url, 'active' FROM unnest(@Names, @Urls) AS configured (name, url)
                ON CONFLICT (name) DO UPDATE SET url = excluded.url, status = 'active', disabled_reason = NULL, disabled_at = NULL
                WHERE e.url <> excluded.url OR e.disabled_reason = 'not-configured'
                RETURNING name
            )
            UPDATE deliveries d SET attempts = 0, started_at = clock_timestamp(), due_at = clock_timestamp()
            FROM begun WHERE d.endpoint = begun.name AND d.status = 'waiting';
            UPDATE endpoints e SET events = string_to_array(c.events, ','), format = c.format, secret_id = NULL,
                previous_secret_id = NULL, previous_until = NULL
            FROM unnest(@Names, @Events, @Formats) AS c (name, events, format) WHERE e.name = c.name;
            UPDATE endpoints SET status = 'disabled', disabled_reason = 'not-configured', disabled_at = clock_timestamp()
            WHERE status = 'active' AND name <> ALL(@Names) AND secret_id IS NULL;
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            sql,
            new
            {
                Names = endpoints.Select(e => e.Name).ToArray(),
                Urls = endpoints.Select(e => e.Url!.ToString()).ToArray(),
                Events = endpoints.Select(e => string.Join(',', e.Events.Count > 0 ? e.Events : WebhookEvents.Usual)).ToArray(),
                Formats = endpoints.Select(e => e.Format).ToArray(),
            }
        );
    }

    /// <summary>
    /// Takes due deliveries of an active endpoint for the length of a lease. Only the present version of a comment or
    /// an article is ever taken, and only while no other version of it is being sent to the same site, so that an older one
    /// cannot arrive after a newer one.
    /// </summary>
    public async Task<IReadOnlyList<Delivery>> ClaimAsync(
        string endpoint,
        int count,
        TimeSpan lease,
        CancellationToken cancellationToken
    )
    {
        const string sql = """
            WITH due AS MATERIALIZED (
                SELECT d.webhook_id FROM deliveries d
                WHERE d.endpoint = @endpoint AND d.status = 'waiting' AND d.due_at <= statement_timestamp()
                  AND (d.claimed_until IS NULL OR d.claimed_until < statement_timestamp())
                  AND NOT EXISTS (SELECT 1 FROM deliveries o WHERE o.comment_id = d.comment_id AND o.endpoint = d.endpoint
                      AND o.claimed_until >= statement_timestamp())
                  AND NOT EXISTS (SELECT 1 FROM deliveries o WHERE o.article_id = d.article_id AND o.endpoint = d.endpoint
                      AND o.claimed_until >= statement_timestamp())
                  AND EXISTS (SELECT 1 FROM endpoints e WHERE e.name = @endpoint AND e.status = 'active')
                ORDER BY d.due_at LIMIT @count FOR UPDATE OF d SKIP LOCKED
            )
            UPDATE deliveries d SET claimed_until = clock_timestamp() + @lease
            FROM due LEFT JOIN publications p USING (webhook_id) LEFT JOIN articles a USING (webhook_id)
            WHERE d.webhook_id = due.webhook_id AND d.endpoint = @endpoint
                AND num_nonnulls(p.comment_id, a.id) = 1
            RETURNING d.webhook_id, d.type, d.attempts, clock_timestamp() - d.started_at AS age,
                coalesce(p.version, a.version) AS version, coalesce(p.article_id, a.id) AS article_id,
                p.comment_id, p.parent_id, p.name, p.title, p.content, p.edited, p.featured, p.badge, p.revision,
                p.submitted_at, p.approved_at, p.retracted_at, p.traceparent,
                a.status AS article_status, a.slow_minutes, a.pre_moderated, a.changed_at
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<Delivery>(
                new CommandDefinition(
                    sql,
                    new
                    {
                        endpoint,
                        count,
                        lease,
                    },
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();
    }

    /// <summary>
    /// Logs the attempt, if it was made, and lets the delivery go. One that was superseded meanwhile is not tried again.
    /// </summary>
    public async Task RecordAsync(string endpoint, Guid webhookId, Attempt attempt, Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentNullException.ThrowIfNull(verdict);
        const string sql = """
            INSERT INTO attempts (webhook_id, endpoint, status_code, error, duration)
            SELECT @webhookId, @endpoint, @StatusCode, @Error, @Duration WHERE @WasMade;
            UPDATE deliveries SET
                status = CASE WHEN status = 'superseded' AND @Status <> 'delivered' THEN status ELSE @Status END,
                attempts = attempts + @WasMade::integer, due_at = clock_timestamp() + @Delay, claimed_until = NULL
            WHERE webhook_id = @webhookId AND endpoint = @endpoint;
            UPDATE endpoints SET accepted_at = clock_timestamp()
            WHERE name = @endpoint AND @Status = 'delivered'
                AND (accepted_at IS NULL OR accepted_at < statement_timestamp() - interval '1 minute');
            """;
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            sql,
            new
            {
                webhookId,
                endpoint,
                attempt.StatusCode,
                attempt.Error,
                attempt.Duration,
                attempt.WasMade,
                verdict.Status,
                verdict.Delay,
            }
        );
    }

    /// <summary>
    /// Stops an endpoint that is gone, or that accepted nothing at all since the schedule of this delivery began.
    /// </summary>
    /// <returns>Whether this call disabled it.</returns>
    public async Task<bool> DisableAsync(string endpoint, string reason, Guid webhookId)
    {
        const string sql = """
            UPDATE endpoints SET status = 'disabled', disabled_reason = @reason, disabled_at = clock_timestamp()
            WHERE name = @endpoint AND status = 'active' AND (@reason = 'gone' OR accepted_at IS NULL OR accepted_at <
                (SELECT started_at FROM deliveries WHERE webhook_id = @webhookId AND endpoint = @endpoint))
            """;
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteAsync(
                sql,
                new
                {
                    endpoint,
                    reason,
                    webhookId,
                }
            ) == 1;
    }

    /// <summary>
    /// Lets a disabled endpoint take part again. What waited for it meanwhile, and what it had refused to the end, is sent by a
    /// new schedule, unless a newer version has taken its place.
    /// </summary>
    /// <returns>False when no disabled endpoint has that name.</returns>
    public async Task<bool> EnableAsync(string endpoint)
    {
        const string sql = """
            WITH enabled AS (
                UPDATE endpoints SET status = 'active', disabled_reason = NULL, disabled_at = NULL
                    WHERE name = @endpoint AND status = 'disabled'
                RETURNING name
            ), begun AS (
                UPDATE deliveries d SET status = 'waiting', attempts = 0, started_at = clock_timestamp(),
                    due_at = clock_timestamp()
                FROM enabled e
                WHERE d.endpoint = e.name AND d.status IN ('waiting', 'given_up')
                    AND (EXISTS (SELECT 1 FROM publications p WHERE p.webhook_id = d.webhook_id)
                        OR EXISTS (SELECT 1 FROM articles a WHERE a.webhook_id = d.webhook_id))
            )
            SELECT pg_notify('deliveries', '') FROM enabled;
            """;
        await using var connection = await database.OpenConnectionAsync();
        return (await connection.QueryAsync(sql, new { endpoint })).Any();
    }

    /// <summary>
    /// Sends the present version of comments and articles once more, under its webhook-id: those that changed since a moment
    /// and, if it is said, until another, or the one of a delivery. Also what was never written for an endpoint, because it
    /// was new or not configured.
    /// </summary>
    /// <returns>How many deliveries wait now because of it.</returns>
    public async Task<int> ResendAsync(
        DateTimeOffset? since,
        Guid? webhookId,
        string? endpoint,
        DateTimeOffset? until = null
    )
    {
        const string sql = """
            INSERT INTO deliveries AS d (webhook_id, endpoint, comment_id, article_id, version, type)
            SELECT s.webhook_id, e.name, s.comment_id, s.article_id, s.version, s.type
            FROM (
                SELECT webhook_id, comment_id, NULL AS article_id, version, changed_at,
                    CASE status WHEN 'published' THEN 'comment.approved' ELSE 'comment.retracted' END AS type
                FROM publications WHERE approved_at IS NOT NULL
                UNION ALL
                SELECT webhook_id, NULL, id, version, changed_at, 'article.changed' FROM articles
            ) s CROSS JOIN endpoints e
            WHERE e.status = 'active' AND s.type = ANY(e.events)
              AND (@since::timestamptz IS NULL OR s.changed_at >= @since)
              AND (@until::timestamptz IS NULL OR s.changed_at <= @until)
              AND (@webhookId::uuid IS NULL OR s.webhook_id = @webhookId)
              AND (@endpoint::text IS NULL OR e.name = @endpoint)
            ON CONFLICT (webhook_id, endpoint) DO UPDATE SET status = 'waiting', attempts = 0, started_at = clock_timestamp(),
                due_at = clock_timestamp();
            NOTIFY deliveries;
            """;
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteAsync(
            sql,
            new
            {
                since = since?.UtcDateTime,
                until = until?.UtcDateTime,
                webhookId,
                endpoint,
            }
        );
    }

    /// <summary>Every endpoint that was ever configured, by name.</summary>
    public Task<IReadOnlyList<EndpointState>> StatesAsync(CancellationToken cancellationToken) =>
        StatesAsync(null, cancellationToken);

    public async Task<EndpointState> StateAsync(string endpoint, CancellationToken cancellationToken) =>
        (await StatesAsync(endpoint, cancellationToken)).Single();

    /// <returns>False when none was ever configured by that name; else why it is disabled, if it is.</returns>
    public async Task<(bool IsKnown, string? DisabledReason)> FindAsync(string endpoint, CancellationToken cancellationToken)
    {
        const string sql = "SELECT true, disabled_reason FROM endpoints WHERE name = @endpoint";
        if (endpoint.Contains('\0', StringComparison.Ordinal))
            return default;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<(bool, string?)>(
            new CommandDefinition(sql, new { endpoint }, cancellationToken: cancellationToken)
        );
    }

    private async Task<IReadOnlyList<EndpointState>> StatesAsync(string? endpoint, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT e.name, substring(e.url FROM '^[a-z]+://[^/?#]+') AS url, e.status, e.disabled_reason, e.disabled_at,
                e.accepted_at,
                count(*) FILTER (WHERE d.status = 'waiting')::integer AS waiting,
                count(*) FILTER (WHERE d.status = 'delivered')::integer AS delivered,
                count(*) FILTER (WHERE d.status = 'given_up')::integer AS given_up,
                count(*) FILTER (WHERE d.status = 'superseded')::integer AS superseded,
                min(d.started_at) FILTER (WHERE d.status = 'waiting') AS oldest_waiting,
                e.secret_id IS NOT NULL AS is_made, e.events, e.format,
                CASE WHEN e.previous_until > statement_timestamp() THEN e.previous_until END AS previous_until
            FROM endpoints e LEFT JOIN deliveries d ON d.endpoint = e.name
            WHERE @endpoint::text IS NULL OR e.name = @endpoint
            GROUP BY e.name ORDER BY e.name
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<EndpointState>(
                new CommandDefinition(sql, new { endpoint }, cancellationToken: cancellationToken)
            )
        ).AsList();
    }

    /// <returns>Endpoints that are disabled though nobody wanted it, with the reason.</returns>
    public async Task<IReadOnlyDictionary<string, string>> DisabledAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT name, disabled_reason FROM endpoints WHERE disabled_reason NOT IN ('not-configured', 'by-hand')
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<(string Name, string Reason)>(
                new CommandDefinition(sql, cancellationToken: cancellationToken)
            )
        ).ToDictionary(e => e.Name, e => e.Reason, StringComparer.Ordinal);
    }
}
