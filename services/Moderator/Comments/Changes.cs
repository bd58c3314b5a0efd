using Dapper;
using Npgsql;

namespace Moderation.Moderator.Comments;

/// <summary>
/// Tells every copy of the service what changed, once the transaction has committed. Ids only: whoever hears of them reads the
/// rest, and shows it to nobody who may not see it.
/// </summary>
internal static class Changes
{
    public const string Channel = "queue";
    public const string Comments = "comments";
    public const string Leases = "leases";
    public const string Queues = "queues";

    /// <summary>A notification holds 8,000 bytes, an id in it 37.</summary>
    private const int IdsInOne = 200;

    /// <summary>Of comments that were queued or decided, or whose decision was taken back.</summary>
    public static Task OfCommentsAsync(NpgsqlConnection connection, IEnumerable<Guid> ids) =>
        NotifyAsync(connection, Comments, ids);

    /// <summary>Of comments that came into somebody's hand, or out of it.</summary>
    public static Task OfLeasesAsync(NpgsqlConnection connection, IEnumerable<Guid> ids) => NotifyAsync(connection, Leases, ids);

    /// <summary>Of named queues, or of what waits in them, as a whole.</summary>
    public static Task OfQueuesAsync(NpgsqlConnection connection) =>
        connection.ExecuteAsync("SELECT pg_notify(@Channel, @Payload)", new { Channel, Payload = Queues + " " });

    /// <returns>What a notification tells of, and the comments.</returns>
    public static (string Kind, IEnumerable<Guid> Ids) Parse(string payload)
    {
        var space = payload.IndexOf(' ', StringComparison.Ordinal);
        return (payload[..space], payload[(space + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse));
    }

    private static async Task NotifyAsync(NpgsqlConnection connection, string kind, IEnumerable<Guid> ids)
    {
        const string sql = "SELECT pg_notify(@Channel, payload) FROM unnest(@payloads) AS payload";
        var payloads = ids.Chunk(IdsInOne).Select(chunk => $"{kind} {string.Join(',', chunk)}").ToArray();
        if (payloads.Length > 0)
            await connection.ExecuteAsync(sql, new { Channel, payloads });
    }
}
