using Dapper;
using Moderation.Intake.Limits;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.PhoneCodes;

/// <summary>Codes that were sent to phones, shared by all copies of the service.</summary>
public sealed class PhoneCodeStore(NpgsqlDataSource database, PhoneCodeOptions options)
{
    /// <param name="id">Of the new code.</param>
    /// <param name="hash">As <see cref="PhoneCode.HashOf"/> makes it.</param>
    /// <param name="taken">It is stored only if each of these has a token.</param>
    /// <returns>When it expires; or why it is not stored.</returns>
    public async Task<(DateTimeOffset ExpiresAt, Shortage? Shortage)> AddAsync(
        Guid id,
        string hash,
        IReadOnlyList<TokenBucket> taken
    )
    {
        const string sql = """
            INSERT INTO phone_codes (id, code_hash, expires_at) VALUES (@id, @hash, statement_timestamp() + @Lifetime)
            RETURNING expires_at
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var buckets = await TokenBucketStore.ReadAsync(transaction, taken);
        if (buckets.Take(taken) is { } shortage)
            return (default, shortage);
        var values = new
        {
            id,
            hash,
            options.Lifetime,
        };
        var expiresAt = await connection.QuerySingleAsync<DateTimeOffset>(sql, values, transaction);
        await TokenBucketStore.WriteAsync(transaction, buckets);
        await transaction.CommitAsync();
        return (expiresAt, null);
    }

    /// <summary>
    /// Uses a code up, or counts that it was mistyped. Its row is held meanwhile, so that of two copies one tries after the
    /// other.
    /// </summary>
    /// <param name="id">Of the code.</param>
    /// <param name="hash">Of what was typed.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public async Task<FieldError?> UseAsync(Guid id, string hash)
    {
        const string find = """
            SELECT code_hash AS hash, wrong, used, expires_at <= statement_timestamp() AS expired
            FROM phone_codes WHERE id = @id FOR UPDATE
            """;
        const string write = "UPDATE phone_codes SET wrong = @Wrong, used = @Used WHERE id = @id";
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (await connection.QuerySingleOrDefaultAsync<PhoneCode>(find, new { id }, transaction) is not { } code)
            return PhoneCodeErrors.Expired;
        var (fault, after) = code.Try(hash);
        var values = new
        {
            id,
            after.Wrong,
            after.Used,
        };
        await connection.ExecuteAsync(write, values, transaction);
        await transaction.CommitAsync();
        return fault;
    }
}
