using System.Net;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Moderation.Moderator.People;

/// <summary>
/// What browsers were asked to sign. Each is taken once, within five minutes, by the browser that asked for it (a cookie) or by
/// the session.
/// </summary>
public sealed class PasskeyChallenges(NpgsqlDataSource database)
{
    private const string Cookie = "moderator-passkey";

    /// <summary>Of one address at a time, which may be a newsroom's; the oldest go.</summary>
    private const int MostOfAddress = 200;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(5);

    /// <summary>Of signing in.</summary>
    internal async Task KeepAsync(HttpContext context, string state)
    {
        const string trim = """
            DELETE FROM passkey_challenges WHERE address = @address AND created_at < (
                SELECT created_at FROM passkey_challenges WHERE address = @address
                ORDER BY created_at DESC OFFSET @MostOfAddress LIMIT 1)
            """;
        var token = RandomNumberGenerator.GetHexString(32);
        var address = SignInLimit.KeyOf(context.Connection.RemoteIpAddress ?? IPAddress.None);
        await KeepAsync(KeyOf(token), address, state);
        await using (var connection = await database.OpenConnectionAsync(context.RequestAborted))
            await connection.ExecuteAsync(trim, new { address, MostOfAddress });
        context.Response.Cookies.Append(
            Cookie,
            token,
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                MaxAge = Length,
                IsEssential = true,
                Path = "/api/session/passkey",
            }
        );
    }

    /// <summary>Of adding a passkey in this session, which has one at a time.</summary>
    internal Task KeepAsync(Guid sessionId, string state) => KeepAsync(KeyOf(sessionId.ToString()), address: null, state);

    /// <returns>Null when this browser was asked nothing, or has answered, or took too long.</returns>
    internal Task<string?> TakeAsync(HttpContext context) => TakeAsync(KeyOf(context.Request.Cookies[Cookie] ?? ""));

    /// <returns>Null when this session was asked nothing, or has answered, or took too long.</returns>
    internal Task<string?> TakeAsync(Guid sessionId) => TakeAsync(KeyOf(sessionId.ToString()));

    private async Task KeepAsync(byte[] key, byte[]? address, string state)
    {
        const string sql = """
            DELETE FROM passkey_challenges WHERE created_at < statement_timestamp() - @Length;
            INSERT INTO passkey_challenges (key, address, state, created_at) VALUES (@key, @address, @state, clock_timestamp())
            ON CONFLICT (key) DO UPDATE SET state = excluded.state, created_at = excluded.created_at
            """;
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            sql,
            new
            {
                key,
                address,
                state,
                Length,
            }
        );
    }

    private async Task<string?> TakeAsync(byte[] key)
    {
        const string sql = """
            WITH taken AS (DELETE FROM passkey_challenges WHERE key = @key RETURNING state, created_at)
            SELECT state FROM taken WHERE created_at >= statement_timestamp() - @Length
            """;
        await using var connection = await database.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<string>(sql, new { key, Length });
    }

    private static byte[] KeyOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
