using Dapper;
using Npgsql;

namespace Moderation.Intake.Proofs;

/// <summary>Proofs that have been used, shared by all copies of the service.</summary>
public static class ProofStore
{
    /// <summary>
    /// Uses proofs up. In their order, so that two copies of this service never wait for each other; who brings one that another
    /// transaction uses waits for its end.
    /// </summary>
    /// <returns>The signatures of those that were not used before.</returns>
    public static async Task<HashSet<string>> SpendAsync(NpgsqlTransaction transaction, IReadOnlyCollection<ProofAnswer> proofs)
    {
        const string sql = """
            INSERT INTO proofs (signature, expires_at)
            SELECT DISTINCT signature, expires_at FROM unnest(@signatures, @expiresAts) AS p (signature, expires_at)
            ORDER BY signature
            ON CONFLICT (signature) DO NOTHING
            RETURNING signature
            """;
        if (proofs.Count == 0)
            return [];
        var fresh = await transaction.Connection!.QueryAsync<string>(
            sql,
            new
            {
                signatures = proofs.Select(p => p.Signature).ToArray(),
                expiresAts = proofs.Select(p => p.ExpiresAt.UtcDateTime).ToArray(),
            },
            transaction
        );
        return fresh.ToHashSet(StringComparer.Ordinal);
    }
}
