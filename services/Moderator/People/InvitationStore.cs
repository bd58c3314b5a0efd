using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Moderation.Moderator.People;

/// <summary>Links with which people set their password: one a person, used once. Only a token's digest is kept.</summary>
public sealed class InvitationStore(NpgsqlDataSource database, Passwords passwords)
{
    private const int TokenBytes = 16;
    private static readonly TimeSpan InvitationLength = TimeSpan.FromHours(48);

    /// <summary>Sets the password of the person whom the token was made for; the token is used up.</summary>
    /// <returns>The person's name, or null when the token is unknown, used or too old.</returns>
    internal async Task<string?> RedeemAsync(string token, string password, CancellationToken cancellationToken)
    {
        const string isOpen =
            "SELECT EXISTS (SELECT FROM invitations WHERE token_digest = @Digest AND expires_at > statement_timestamp())";
        const string redeem = """
            WITH used AS (
                DELETE FROM invitations WHERE token_digest = @Digest AND expires_at > statement_timestamp()
                RETURNING moderator_id)
            UPDATE moderators m SET password_hash = @Hash, security_stamp = @Stamp FROM used
            WHERE m.id = used.moderator_id AND m.status = 'active' RETURNING m.id, m.name
            """;
        var digest = DigestOf(token);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // Strangers do not make the service hash.
        if (!await connection.ExecuteScalarAsync<bool>(isOpen, new { Digest = digest }))
            return null;
        var parameters = new
        {
            Digest = digest,
            Hash = passwords.Hash(password),
            Stamp = Passwords.NewStamp(),
        };
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (id, name) = await connection.QuerySingleOrDefaultAsync<(Guid, string?)>(redeem, parameters, transaction);
        if (name is null)
            return null;
        await AccountLog.AddAsync(transaction, id, by: id, AccountChangeKind.PasswordSet);
        await transaction.CommitAsync(CancellationToken.None);
        return name;
    }

    /// <summary>A new link for somebody; an older one ends.</summary>
    internal static async Task<Invitation> AddAsync(NpgsqlTransaction transaction, Guid id)
    {
        const string sql = """
            INSERT INTO invitations (moderator_id, token_digest, expires_at)
                VALUES (@id, @Digest, clock_timestamp() + @InvitationLength)
            ON CONFLICT (moderator_id) DO UPDATE SET token_digest = excluded.token_digest, expires_at = excluded.expires_at
            RETURNING expires_at
            """;
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var until = await transaction.Connection!.ExecuteScalarAsync<DateTime>(
            sql,
            new
            {
                id,
                Digest = DigestOf(token),
                InvitationLength,
            },
            transaction
        );
        return new Invitation(token, "/invitation#" + token, new DateTimeOffset(until, TimeSpan.Zero));
    }

    private static byte[] DigestOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
