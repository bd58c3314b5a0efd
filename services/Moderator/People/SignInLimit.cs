using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.People;

/// <summary>
/// Slows down guessing of passwords and codes: after 5 failures for a name from an address, whether somebody has the name or not,
/// each further one doubles the wait, from 1 s up to 15 min, during which nothing is even compared; so it is after 100 for a name
/// from everywhere, and after 100 from an address. An hour without failures forgets them. Who signs in on a browser where they
/// have done so before is counted for that browser alone and does not wait: strangers lock nobody out. After 50 failures there it
/// is as any other browser. The counts stand in the database: a restart and a second copy of the service change nothing.
/// </summary>
public sealed class SignInLimit(NpgsqlDataSource database, KnownDevices devices)
{
    private const int MostOnKnownDevice = 50;

    /// <summary>An attempt that may be made.</summary>
    /// <param name="Name">In canonical form.</param>
    /// <param name="AddressKey">Where it comes from.</param>
    /// <param name="DeviceKey">Of the person on this browser, where alone it counts; null when they are not known there.</param>
    internal sealed record Attempt(string Name, byte[] AddressKey, byte[]? DeviceKey);

    /// <summary>The counts of a stranger's attempt, always in the same order.</summary>
    private const string Keys = """
        (VALUES
            ('account', sha256(convert_to(lower(@Name), 'UTF8'))),
            ('address', @AddressKey),
            ('pair', sha256(convert_to(lower(@Name), 'UTF8') || @AddressKey))
        ) AS k (kind, key)
        """;

    /// <summary>
    /// Counts the attempt as a failure before the password is looked at, so that a hundred at once are no hundred free ones;
    /// <see cref="SucceededAsync"/> takes that back.
    /// </summary>
    /// <returns>The attempt, or the answer that refuses it.</returns>
    internal async Task<(Attempt? Attempt, ProblemHttpResult? Refusal)> TakeAsync(string name, HttpContext context)
    {
        await using var connection = await database.OpenConnectionAsync(context.RequestAborted);
        var canonical = ModeratorStore.Canonical(name);
        var attempt = new Attempt(
            canonical,
            KeyOf(context.Connection.RemoteIpAddress ?? IPAddress.None),
            await DeviceKeyAsync(connection, canonical, context.Request)
        );
        if (attempt.DeviceKey is not null && await CountOnDeviceAsync(connection, attempt) <= MostOnKnownDevice)
            return (attempt, null);
        attempt = attempt with { DeviceKey = null };
        if (await CountAsync(connection, attempt))
            return (attempt, null);
        const string wait = $"""
            SELECT coalesce(ceil(extract(epoch FROM max(blocked_until) - clock_timestamp())), 1)::int
            FROM sign_in_failures JOIN {Keys} USING (kind, key)
            """;
        var seconds = Math.Max(1, await connection.ExecuteScalarAsync<int>(wait, attempt));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return (
            null,
            Problems.Of(
                429,
                "too-many-attempts",
                "Đã nhập sai quá nhiều lần. Vui lòng đợi rồi thử lại.",
                "Too many wrong attempts. Please wait and try again."
            )
        );
    }

    /// <summary>
    /// Forgets the failures of the account, or on a known device those on it. Those of the address stay, but for this attempt: an
    /// account of one's own buys no guesses at others'.
    /// </summary>
    internal async Task SucceededAsync(Attempt attempt)
    {
        const string forget =
            $"DELETE FROM sign_in_failures f USING {Keys} WHERE (f.kind, f.key) = (k.kind, k.key) AND k.kind <> 'address'";
        const string onDevice = "DELETE FROM sign_in_failures WHERE kind = 'device' AND key = @DeviceKey";
        const string cleanUp = """
            DELETE FROM sign_in_failures WHERE (kind, key) IN (
                SELECT kind, key FROM sign_in_failures WHERE last_at < statement_timestamp() - interval '1 day'
                    LIMIT 100 FOR UPDATE SKIP LOCKED)
            """;
        await ForgiveAsync(attempt);
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(attempt.DeviceKey is null ? forget : onDevice, attempt);
        await connection.ExecuteAsync(cleanUp);
    }

    /// <summary>This attempt was no guess; earlier ones stay counted.</summary>
    internal async Task ForgiveAsync(Attempt attempt)
    {
        const string sql = $"""
            UPDATE sign_in_failures f SET failures = f.failures - 1, blocked_until = least(f.blocked_until, clock_timestamp())
            FROM {Keys} WHERE (f.kind, f.key) = (k.kind, k.key) AND f.failures > 0
            """;
        const string onDevice =
            "UPDATE sign_in_failures SET failures = failures - 1 WHERE kind = 'device' AND key = @DeviceKey AND failures > 0";
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(attempt.DeviceKey is null ? sql : onDevice, attempt);
    }

    private async Task<byte[]?> DeviceKeyAsync(NpgsqlConnection connection, string name, HttpRequest request)
    {
        if (devices.Of(request) is not { } device)
            return null;
        var person = await connection.QuerySingleOrDefaultAsync<Guid?>(
            "SELECT id FROM moderators WHERE lower(name) = lower(@name)",
            new { name }
        );
        return person is { } id && device.People.Contains(id)
            ? SHA256.HashData([.. device.Id.ToByteArray(), .. id.ToByteArray()])
            : null;
    }

    private static async Task<int> CountOnDeviceAsync(NpgsqlConnection connection, Attempt attempt) =>
        await connection.ExecuteScalarAsync<int>(
            """
            INSERT INTO sign_in_failures AS f (kind, key, failures, last_at, blocked_until)
                VALUES ('device', @DeviceKey, 1, clock_timestamp(), clock_timestamp())
            ON CONFLICT (kind, key) DO UPDATE SET
                failures = CASE WHEN f.last_at < statement_timestamp() - interval '1 hour' THEN 1 ELSE f.failures + 1 END,
                last_at = clock_timestamp()
            RETURNING failures
            """,
            attempt
        );

    /// <returns>False when one of the counts has to wait; then none is raised.</returns>
    private static async Task<bool> CountAsync(NpgsqlConnection connection, Attempt attempt)
    {
        const string free = "CASE f.kind WHEN 'pair' THEN 5 ELSE 100 END";
        const string count = $"""
            INSERT INTO sign_in_failures AS f (kind, key, failures, last_at, blocked_until)
            SELECT kind, key, 1, clock_timestamp(), clock_timestamp() FROM {Keys} ORDER BY kind
            ON CONFLICT (kind, key) DO UPDATE SET
                failures = CASE WHEN f.last_at < statement_timestamp() - interval '1 hour' THEN 1 ELSE f.failures + 1 END,
                last_at = clock_timestamp(),
                blocked_until = clock_timestamp() + CASE
                    WHEN f.last_at < statement_timestamp() - interval '1 hour' OR f.failures + 1 < {free} THEN interval '0'
                    ELSE interval '1 second' * least(power(2, least(f.failures + 1 - {free}, 10)), 900)
                END
            WHERE f.failures < {free} OR f.blocked_until <= statement_timestamp()
            """;
        await using var transaction = await connection.BeginTransactionAsync();
        var counted = await connection.ExecuteAsync(count, attempt, transaction) == 3;
        if (counted)
            await transaction.CommitAsync();
        return counted;
    }

    /// <summary>Of IPv6 the network, since one subscriber has all addresses of a /64.</summary>
    internal static byte[] KeyOf(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = plain.GetAddressBytes();
        return SHA256.HashData(plain.AddressFamily == AddressFamily.InterNetworkV6 ? bytes.AsSpan(0, 8) : bytes);
    }
}
