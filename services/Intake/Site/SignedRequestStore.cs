using Dapper;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Site;

/// <summary>The ids of signed requests that were taken, shared by all copies of the service.</summary>
public sealed class SignedRequestStore(NpgsqlDataSource database)
{
    /// <returns>False when it was taken before.</returns>
    public async Task<bool> SpendAsync(string site, string id)
    {
        // Longer than any of them is fresh: its time may lie ahead, and clocks differ.
        const string sql = """
            INSERT INTO signed_requests (site, id, expires_at) VALUES (@site, @id, clock_timestamp() + 3 * @Tolerance)
            ON CONFLICT DO NOTHING
            """;
        await using var connection = await database.OpenConnectionAsync();
        var parameters = new
        {
            site,
            id,
            SignedRequest.Tolerance,
        };
        return await connection.ExecuteAsync(sql, parameters) > 0;
    }
}
