using System.Security.Cryptography;
using Dapper;
using Npgsql;

namespace Moderation.Intake.Captchas;

/// <summary>The table of codes, shared by all copies of the service.</summary>
public sealed class CaptchaStore(NpgsqlDataSource database, CaptchaOptions options)
{
    private const int SaltBytes = 16;

    private const string Columns = "id, article_id, salt, status, expires_at, expires_at <= statement_timestamp() AS expired";

    /// <summary>Makes a code of that id, if there is none.</summary>
    /// <param name="id">The asker's choice.</param>
    /// <param name="articleId">The article for which it is asked.</param>
    /// <param name="addressHash">Keyed hash of who asks; null when nobody knows.</param>
    /// <returns>That of this id; null when this address has as many as it may have.</returns>
    public async Task<Captcha?> MakeAsync(Guid id, string articleId, string? addressHash)
    {
        const string sql = """
            INSERT INTO captchas (id, article_id, salt, address_hash, expires_at)
            SELECT @id, @articleId, @salt, @addressHash, statement_timestamp() + @lifetime
            WHERE @addressHash IS NULL OR @most > (
                SELECT count(*) FROM captchas
                WHERE address_hash = @addressHash AND expires_at > statement_timestamp() AND status <> @used)
            ON CONFLICT (id) DO NOTHING
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        // One address asks one at a time, or two would each be the last that is allowed.
        if (addressHash is not null)
            await connection.ExecuteAsync(
                "SELECT pg_advisory_xact_lock(hashtextextended(@addressHash, 0))",
                new { addressHash },
                transaction
            );
        await connection.ExecuteAsync(
            sql,
            new
            {
                id,
                articleId,
                salt = RandomNumberGenerator.GetBytes(SaltBytes),
                addressHash,
                lifetime = options.Lifetime,
                most = options.OpenPerAddress,
                used = CaptchaStatus.Used,
            },
            transaction
        );
        var captcha = await connection.QuerySingleOrDefaultAsync<Captcha>(
            $"SELECT {Columns} FROM captchas WHERE id = @id",
            new { id },
            transaction
        );
        await transaction.CommitAsync();
        return captcha;
    }

    /// <returns>Null when there is none that could still be answered.</returns>
    public async Task<Captcha?> FindOpenAsync(Guid id)
    {
        const string sql =
            $"SELECT {Columns} FROM captchas WHERE id = @id AND status = @open AND expires_at > statement_timestamp()";
        await using var connection = await database.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<Captcha>(sql, new { id, open = CaptchaStatus.Open });
    }

    /// <summary>
    /// Finds codes that are being answered, which nobody else answers before the transaction ends. In the ids' order, so that two
    /// copies of this service never wait for each other.
    /// </summary>
    public static async Task<Dictionary<Guid, Captcha>> LockAsync(NpgsqlTransaction transaction, Guid[] ids)
    {
        const string sql = $"SELECT {Columns} FROM captchas WHERE id = ANY(@ids) ORDER BY id FOR UPDATE";
        var found = await transaction.Connection!.QueryAsync<Captcha>(sql, new { ids }, transaction);
        return found.ToDictionary(captcha => captcha.Id);
    }

    /// <summary>Writes down how those that were locked have been answered.</summary>
    public static Task CloseAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Captcha> captchas) =>
        transaction.Connection!.ExecuteAsync(
            "UPDATE captchas c SET status = a.status FROM unnest(@ids, @statuses) AS a (id, status) WHERE c.id = a.id",
            new { ids = captchas.Select(c => c.Id).ToArray(), statuses = captchas.Select(c => c.Status).ToArray() },
            transaction
        );
}
