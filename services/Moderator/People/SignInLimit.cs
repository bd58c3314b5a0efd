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
/// Slows down guessing of passwords: after 5 failures for a name, whether somebody has it or not, and after 30 from an address,
/// each further one doubles the wait, from 1 s up to 15 min, during which nothing is even compared. An hour without failures
/// forgets them. The counts stand in the database: a restart and a second copy of the service change nothing.
/// </summary>
public sealed class SignInLimit(NpgsqlDataSource database)
{
    /// <summary>An attempt that may be made.</summary>
    /// <param name="Name">In canonical form.</param>
    /// <param name="AddressKey">Where it comes from.</param>
    /// <param name="AddressFailures">The count of the address, this attempt included.</param>
    internal sealed record Attempt(string Name, byte[] AddressKey, int AddressFailures);

    /// <summary>
    /// Counts the attempt as a failure before the password is looked at, so that a hundred at once are no hundred free ones;
    /// <see cref="SucceededAsync"/> takes that back.
    /// </summary>
    /// <returns>The attempt, or the answer that refuses it.</returns>
    internal async Task<(Attempt? Attempt, ProblemHttpResult? Refusal)> TakeAsync(string name, HttpContext context)
    {
        const string take = """
            INSERT INTO sign_in_failures AS f (kind, key, failures, last_at, blocked_until)
            SELECT kind, key, 1, clock_timestamp(), clock_timestamp()
            FROM (VALUES ('account', sha256(convert_to(lower(@Name), 'UTF8'))), ('address', @AddressKey)) AS k (kind, key)
                ORDER BY kind
            ON CONFLICT (kind, key) DO UPDATE SET
                failures = CASE WHEN f.last_at < clock_timestamp() - interval '1 hour' THEN 1 ELSE f.failures + 1 END,
                last_at = clock_timestamp(),
                blocked_until = clock_timestamp() + CASE
                    WHEN f.last_at < clock_timestamp() - interval '1 hour'
                        OR f.failures + 1 < CASE f.kind WHEN 'account' THEN 5 ELSE 30 END
                        THEN interval '0'
                    ELSE interval '1 second'
                        * least(power(2, least(f.failures + 1 - CASE f.kind WHEN 'account' THEN 5 ELSE 30 END, 10)), 900)
                END
            WHERE f.blocked_until <= clock_timestamp()
            RETURNING kind, failures
            """;
        const string wait = """
            SELECT coalesce(ceil(extract(epoch FROM max(blocked_until) - clock_timestamp())), 1)::int FROM sign_in_failures
            WHERE (kind, key) IN (('account', sha256(convert_to(lower(@Name), 'UTF8'))), ('address', @AddressKey))
            """;
        var keys = new
        {
            Name = ModeratorStore.Canonical(name),
            AddressKey = KeyOf(context.Connection.RemoteIpAddress ?? IPAddress.None),
        };
        await using var connection = await database.OpenConnectionAsync(context.RequestAborted);
        var counted = (await connection.QueryAsync<(string Kind, int Failures)>(take, keys)).ToDictionary(
            row => row.Kind,
            row => row.Failures,
            StringComparer.Ordinal
        );
        if (counted.Count == 2)
            return (new Attempt(keys.Name, keys.AddressKey, counted["address"]), null);
        var seconds = Math.Max(1, await connection.ExecuteScalarAsync<int>(wait, keys));
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
    /// Forgets the failures of the account. Those of the address stay, but for this attempt: an account of one's own buys no
    /// guesses at others'.
    /// </summary>
    internal async Task SucceededAsync(Attempt attempt)
    {
        const string forgive = """
            DELETE FROM sign_in_failures WHERE kind = 'account' AND key = sha256(convert_to(lower(@Name), 'UTF8'));
            UPDATE sign_in_failures SET
                failures = failures - 1,
                blocked_until = CASE WHEN failures = @AddressFailures THEN clock_timestamp() ELSE blocked_until END
            WHERE kind = 'address' AND key = @AddressKey;
            """;
        const string cleanUp = """
            DELETE FROM sign_in_failures WHERE (kind, key) IN (
                SELECT kind, key FROM sign_in_failures WHERE last_at < clock_timestamp() - interval '1 day'
                    LIMIT 100 FOR UPDATE SKIP LOCKED)
            """;
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(forgive, attempt);
        await connection.ExecuteAsync(cleanUp);
    }

    /// <summary>Of IPv6 the network, since one subscriber has all addresses of a /64.</summary>
    private static byte[] KeyOf(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = plain.GetAddressBytes();
        return SHA256.HashData(plain.AddressFamily == AddressFamily.InterNetworkV6 ? bytes.AsSpan(0, 8) : bytes);
    }
}
