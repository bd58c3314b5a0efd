using Dapper;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Operations;
using Npgsql;

namespace Moderation.Moderator.NamedQueues;

/// <summary>What came of a change of the named queues.</summary>
internal enum Changed
{
    Done,

    /// <summary>Somebody else changed them meanwhile.</summary>
    OtherVersion,

    NameTaken,

    TooMany,

    NotFound,
}

/// <summary>
/// The named queues with their routes and people. Each change is one transaction with its line in the sealed log, and tells all
/// copies of the service; what waits follows (<see cref="RoutingStore"/>).
/// </summary>
public sealed class NamedQueueStore(NpgsqlDataSource database)
{
    /// <summary>Those in which whoever is limited to the sections can see something.</summary>
    internal async Task<IReadOnlyList<ShownQueue>> ShownAsync(
        Guid moderatorId,
        string[]? sections,
        CancellationToken cancellationToken
    )
    {
        const string sql = """
            SELECT q.id, q.name, EXISTS (SELECT FROM assignments a
                WHERE a.named_queue_id = q.id AND a.moderator_id = @moderatorId) AS is_own
            FROM named_queues q
            WHERE EXISTS (SELECT FROM routes r WHERE r.named_queue_id = q.id
                AND (@sections::text[] IS NULL OR r.sections IS NULL OR r.sections && @sections))
            ORDER BY q.place, q.id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ShownQueue>(sql, new { moderatorId, sections })).AsList();
    }

    internal async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(CancellationToken cancellationToken)
    {
        const string sql = "SELECT id, name FROM named_queues ORDER BY place, id";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<(Guid Id, string Name)>(new CommandDefinition(sql, cancellationToken: cancellationToken))
        ).ToDictionary(row => row.Id, row => row.Name);
    }

    internal async Task<NamedQueueSettings> SettingsAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT version, routed_version <> version FROM routing;
            SELECT id, name FROM named_queues ORDER BY place, id;
            SELECT named_queue_id, sections, rules, languages, queues FROM routes ORDER BY named_queue_id, place;
            SELECT a.named_queue_id, a.moderator_id FROM assignments a JOIN moderators m ON m.id = a.moderator_id
            WHERE m.status = 'active' AND m.role <> 'operator' ORDER BY lower(m.name);
            SELECT id, name, sections FROM moderators WHERE status = 'active' AND role <> 'operator' ORDER BY lower(name);
            SELECT section FROM comment_counts WHERE section IS NOT NULL
            UNION SELECT unnest(sections) FROM moderators WHERE status = 'active'
            UNION SELECT unnest(sections) FROM routes
            ORDER BY 1;
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var read = await connection.QueryMultipleAsync(
            new CommandDefinition(sql, cancellationToken: cancellationToken)
        );
        var (version, isRouting) = await read.ReadSingleAsync<(int, bool)>();
        var queues = (await read.ReadAsync<(Guid Id, string Name)>()).AsList();
        var routes = (await read.ReadAsync<RouteRow>()).ToLookup(row => row.NamedQueueId);
        var assigned = (await read.ReadAsync<(Guid Queue, Guid Person)>()).ToLookup(row => row.Queue, row => row.Person);
        return new NamedQueueSettings(
            version,
            isRouting,
            [.. queues.Select(q => new NamedQueue(q.Id, q.Name, [.. routes[q.Id].Select(r => r.Read())], [.. assigned[q.Id]]))],
            [
                .. (await read.ReadAsync<(Guid Id, string Name, string[]? Sections)>()).Select(person => new Assignable(
                    person.Id,
                    person.Name,
                    person.Sections
                )),
            ],
            (await read.ReadAsync<string>()).AsList()
        );
    }

    internal Task<Changed> AddAsync(NamedQueueRequest request, AskedOperation operation, Guid by) =>
        ChangeAsync(request.Version!.Value, operation, by, async transaction =>
        {
            const string sql = """
                INSERT INTO named_queues (id, name, place)
                SELECT @id, @CanonicalName, coalesce(max(place), 0) + 1 FROM named_queues HAVING count(*) < @Most
                """;
            var id = Guid.CreateVersion7();
            var parameters = new
            {
                id,
                request.CanonicalName,
                NamedQueue.Most,
            };
            if (await transaction.Connection!.ExecuteAsync(sql, parameters, transaction) == 0)
                return Changed.TooMany;
            await WriteAsync(transaction, id, request);
            return Changed.Done;
        });

    internal Task<Changed> SetAsync(Guid id, NamedQueueRequest request, AskedOperation operation, Guid by) =>
        ChangeAsync(request.Version!.Value, operation, by, async transaction =>
        {
            const string sql = """
                UPDATE named_queues SET name = @CanonicalName WHERE id = @id;
                DELETE FROM routes WHERE named_queue_id = @id;
                DELETE FROM assignments WHERE named_queue_id = @id;
                """;
            await transaction.Connection!.ExecuteAsync(sql, new { id, request.CanonicalName }, transaction);
            await WriteAsync(transaction, id, request);
            return Changed.Done;
        });

    internal Task<Changed> OrderAsync(int version, IReadOnlyList<Guid> ids, AskedOperation operation, Guid by) =>
        ChangeAsync(version, operation, by, async transaction =>
        {
            const string sql = """
                UPDATE named_queues q SET place = n.place
                FROM unnest(@Ids) WITH ORDINALITY AS n (id, place) WHERE q.id = n.id
                """;
            await transaction.Connection!.ExecuteAsync(sql, new { Ids = ids.ToArray() }, transaction);
            return Changed.Done;
        });

    /// <summary>What waits in it goes where the other routes, or its status, say.</summary>
    internal Task<Changed> RemoveAsync(Guid id, int version, AskedOperation operation, Guid by) =>
        ChangeAsync(version, operation, by, async transaction =>
            await transaction.Connection!.ExecuteAsync("DELETE FROM named_queues WHERE id = @id", new { id }, transaction) == 0
                ? Changed.NotFound
                : Changed.Done
        );

    private async Task<Changed> ChangeAsync(
        int version,
        AskedOperation operation,
        Guid by,
        Func<NpgsqlTransaction, Task<Changed>> write
    )
    {
        // Whatever is written into queues by what the routes were is committed before they change.
        const string take = """
            LOCK TABLE routing IN EXCLUSIVE MODE;
            UPDATE routing SET version = version + 1 WHERE version = @version;
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (await connection.ExecuteAsync(take, new { version }, transaction) <= 0)
            return Changed.OtherVersion;
        try
        {
            if (await write(transaction) is not Changed.Done and var refused)
                return refused;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return Changed.NameTaken;
        }
        await OperationLog.AddAsync(transaction, operation, by);
        await Changes.OfQueuesAsync(connection);
        await transaction.CommitAsync();
        return Changed.Done;
    }

    private static async Task WriteAsync(NpgsqlTransaction transaction, Guid id, NamedQueueRequest request)
    {
        const string route = """
            INSERT INTO routes (named_queue_id, place, sections, rules, languages, queues)
            VALUES (@id, @place, @Sections, @Rules, @Languages, @Queues)
            """;
        const string assign = """
            INSERT INTO assignments (named_queue_id, moderator_id) SELECT @id, person FROM unnest(@DistinctPeople) AS person
            """;
        var rows = request.ParsedRoutes.Select(
            (each, place) =>
                new
                {
                    id,
                    place,
                    each.Sections,
                    each.Rules,
                    each.Languages,
                    each.Queues,
                }
        );
        await transaction.Connection!.ExecuteAsync(route, rows, transaction);
        await transaction.Connection!.ExecuteAsync(assign, new { id, request.DistinctPeople }, transaction);
    }

    private sealed record RouteRow
    {
        public Guid NamedQueueId { get; init; }

        public string[]? Sections { get; init; }

        public string[]? Rules { get; init; }

        public string[]? Languages { get; init; }

        public string[]? Queues { get; init; }

        public Route Read() => new(Sections, Rules, Languages, Queues);
    }
}
