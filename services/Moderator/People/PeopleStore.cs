using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Moderation.Contracts;
using Npgsql;

namespace Moderation.Moderator.People;

/// <summary>What came of an attempt to change people.</summary>
internal abstract record PeopleResult
{
    public sealed record Done(Person Person, Invitation? Invitation = null) : PeopleResult;

    public sealed record NotFound : PeopleResult;

    public sealed record NameTaken : PeopleResult;

    public sealed record Disabled : PeopleResult;

    /// <summary>Nobody could add people any more.</summary>
    public sealed record LastAdministrator : PeopleResult;
}

/// <summary>
/// People as administrators add and change them. Whatever changes what a person may do renews the security stamp, which ends
/// their sessions.
/// </summary>
public sealed class PeopleStore(NpgsqlDataSource database, Passwords passwords)
{
    private const int TokenBytes = 16;
    private static readonly TimeSpan InvitationLength = TimeSpan.FromHours(48);

    private const string Select = """
        SELECT m.id, m.name, m.role, m.sections, m.created_at, i.expires_at AS invited_until,
            CASE
                WHEN m.status = 'disabled' THEN 'disabled' WHEN m.password_hash IS NULL THEN 'invited' ELSE 'active'
            END AS status
        FROM moderators m LEFT JOIN invitations i ON i.moderator_id = m.id AND i.expires_at > clock_timestamp()
        """;

    internal async Task<IReadOnlyList<Person>> AllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. (await connection.QueryAsync<Row>(Select + " ORDER BY lower(m.name)")).Select(Read)];
    }

    /// <summary>Adds a person without a password, with a link for setting one.</summary>
    internal async Task<PeopleResult> AddAsync(string name, Role role, string[]? sections, CancellationToken cancellationToken)
    {
        const string sql = """
            INSERT INTO moderators (id, name, security_stamp, role, sections) VALUES (@Id, @Name, @Stamp, @Role, @sections)
            ON CONFLICT (lower(name)) DO NOTHING
            """;
        var id = Guid.CreateVersion7();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var parameters = new
        {
            Id = id,
            Name = ModeratorStore.Canonical(name),
            Stamp = Passwords.NewStamp(),
            Role = role.Word(),
            sections,
        };
        if (await connection.ExecuteAsync(sql, parameters, transaction) == 0)
            return new PeopleResult.NameTaken();
        var invitation = await InviteAsync(transaction, id);
        var person = await FindAsync(transaction, id);
        await transaction.CommitAsync(CancellationToken.None);
        return new PeopleResult.Done(person!, invitation);
    }

    internal async Task<PeopleResult> ChangeAsync(
        Guid id,
        Role? role,
        bool setSections,
        string[]? sections,
        string? status,
        CancellationToken cancellationToken
    )
    {
        const string sql = """
            UPDATE moderators m SET
                role = n.role, sections = n.sections, status = n.status,
                security_stamp = CASE
                    WHEN (m.role, m.sections, m.status) IS DISTINCT FROM (n.role, n.sections, n.status) THEN @Stamp
                        ELSE m.security_stamp
                END
            FROM (
                SELECT id, coalesce(@Role, role) AS role,
                    CASE WHEN @setSections THEN @sections ELSE sections END AS sections,
                    coalesce(@status, status) AS status
                FROM moderators WHERE id = @id
            ) n
            WHERE m.id = n.id;
            DELETE FROM invitations i USING moderators m WHERE i.moderator_id = @id AND m.id = @id AND m.status = 'disabled';
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Held by whoever changes people: two administrators who demote each other at once come one after the other.
        var before = await LockAdministratorsAsync(transaction);
        await connection.ExecuteAsync(
            sql,
            new
            {
                id,
                Role = role?.Word(),
                setSections,
                sections,
                status,
                Stamp = Passwords.NewStamp(),
            },
            transaction
        );
        if (before > 0 && await LockAdministratorsAsync(transaction) == 0)
            return new PeopleResult.LastAdministrator();
        if (await FindAsync(transaction, id) is not { } person)
            return new PeopleResult.NotFound();
        await transaction.CommitAsync(CancellationToken.None);
        return new PeopleResult.Done(person);
    }

    /// <summary>A new link for somebody. The old password, the sessions and an older link end with it.</summary>
    internal async Task<PeopleResult> ResetPasswordAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(
            "UPDATE moderators SET password_hash = NULL, security_stamp = @Stamp WHERE id = @id AND status = 'active'",
            new { id, Stamp = Passwords.NewStamp() },
            transaction
        );
        if (await FindAsync(transaction, id) is not { } person)
            return new PeopleResult.NotFound();
        if (person.Status == PersonStatus.Disabled)
            return new PeopleResult.Disabled();
        var invitation = await InviteAsync(transaction, id);
        await transaction.CommitAsync(CancellationToken.None);
        return new PeopleResult.Done(person with { InvitedUntil = invitation.Until }, invitation);
    }

    internal async Task<Guid?> IdOfAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Guid?>(
            "SELECT id FROM moderators WHERE lower(name) = lower(@Name)",
            new { Name = ModeratorStore.Canonical(name) }
        );
    }

    /// <summary>Sets the password of the person whom the token was made for; the token is used up.</summary>
    /// <returns>The person's name, or null when the token is unknown, used or too old.</returns>
    internal async Task<string?> RedeemAsync(string token, string password, CancellationToken cancellationToken)
    {
        const string isOpen =
            "SELECT EXISTS (SELECT FROM invitations WHERE token_digest = @Digest AND expires_at > clock_timestamp())";
        const string redeem = """
            WITH used AS (
                DELETE FROM invitations WHERE token_digest = @Digest AND expires_at > clock_timestamp() RETURNING moderator_id)
            UPDATE moderators m SET password_hash = @Hash, security_stamp = @Stamp FROM used
            WHERE m.id = used.moderator_id AND m.status = 'active' RETURNING m.name
            """;
        var digest = DigestOf(token);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // Strangers do not make the service hash.
        return await connection.ExecuteScalarAsync<bool>(isOpen, new { Digest = digest })
            ? await connection.QuerySingleOrDefaultAsync<string>(
                redeem,
                new
                {
                    Digest = digest,
                    Hash = passwords.Hash(password),
                    Stamp = Passwords.NewStamp(),
                }
            )
            : null;
    }

    private static async Task<Invitation> InviteAsync(NpgsqlTransaction transaction, Guid id)
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

    private static async Task<Person?> FindAsync(NpgsqlTransaction transaction, Guid id) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<Row>(Select + " WHERE m.id = @id", new { id }, transaction)
            is { } row
            ? Read(row)
            : null;

    /// <returns>How many can sign in as administrators.</returns>
    private static async Task<int> LockAdministratorsAsync(NpgsqlTransaction transaction) =>
        (
            await transaction.Connection!.QueryAsync<Guid>(
                "SELECT id FROM moderators WHERE role = 'administrator' AND status = 'active' AND password_hash IS NOT NULL "
                    + "ORDER BY id FOR NO KEY UPDATE",
                transaction: transaction
            )
        ).Count();

    private static byte[] DigestOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static Person Read(Row row) =>
        new(row.Id, row.Name, row.Role, row.Sections, row.Status, row.CreatedAt, row.InvitedUntil);

    private sealed record Row
    {
        public Guid Id { get; init; }

        public string Name { get; init; } = "";

        public Role Role { get; init; }

        public string[]? Sections { get; init; }

        public PersonStatus Status { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? InvitedUntil { get; init; }
    }
}
