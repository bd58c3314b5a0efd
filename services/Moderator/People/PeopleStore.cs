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

    /// <summary>The person works in sections that are not those of who acts.</summary>
    public sealed record OtherSection : PeopleResult;

    /// <summary>Nobody gives more than they have.</summary>
    public sealed record BeyondOwnRights : PeopleResult;

    /// <summary>Nobody could give every right any more.</summary>
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
            END AS status,
            f.confirmed_at IS NOT NULL OR EXISTS (SELECT FROM passkeys p WHERE p.moderator_id = m.id) AS has_second_factor
        FROM moderators m LEFT JOIN second_factors f ON f.moderator_id = m.id
        LEFT JOIN invitations i ON i.moderator_id = m.id AND i.expires_at > statement_timestamp()
        """;

    /// <param name="own">The sections of who asks: others' people are left out.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    internal async Task<IReadOnlyList<Person>> AllAsync(string[]? own, CancellationToken cancellationToken)
    {
        const string within = " WHERE @own::text[] IS NULL OR m.sections <@ @own ORDER BY lower(m.name)";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. (await connection.QueryAsync<Row>(Select + within, new { own })).Select(Read)];
    }

    /// <summary>Adds a person without a password, with a link for setting one.</summary>
    /// <param name="name">1 to 60 characters.</param>
    /// <param name="actor">Who adds them.</param>
    /// <param name="role">What they may do.</param>
    /// <param name="sections">Where; no more than the actor's.</param>
    /// <param name="cancellationToken">Stops what has not begun to be written.</param>
    internal async Task<PeopleResult> AddAsync(
        string name,
        Actor actor,
        Role role,
        string[]? sections,
        CancellationToken cancellationToken
    )
    {
        const string sql = """
            INSERT INTO moderators (id, name, security_stamp, role, sections) VALUES (@Id, @Name, @Stamp, @Role, @sections)
            ON CONFLICT (lower(name)) DO NOTHING
            """;
        if (!actor.Sections.Cover(sections))
            return new PeopleResult.BeyondOwnRights();
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
        await AccountLog.AddAsync(transaction, id, actor.Id, AccountChangeKind.Added, given: new(role, sections));
        var invitation = await InviteAsync(transaction, id);
        var person = await FindAsync(transaction, id);
        await transaction.CommitAsync(CancellationToken.None);
        return new PeopleResult.Done(person!, invitation);
    }

    /// <param name="id">Whose rights.</param>
    /// <param name="actor">Who changes them.</param>
    /// <param name="role">Null stays.</param>
    /// <param name="setSections">Whether the sections are changed.</param>
    /// <param name="sections">To what; no more than the actor's.</param>
    /// <param name="status">Null stays.</param>
    /// <param name="cancellationToken">Stops what has not begun to be written.</param>
    internal async Task<PeopleResult> ChangeAsync(
        Guid id,
        Actor actor,
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
        if (await RefusalAsync(transaction, id, actor) is { } refusal)
            return refusal;
        if (setSections && !actor.Sections.Cover(sections))
            return new PeopleResult.BeyondOwnRights();
        var former = (await FindAsync(transaction, id))!;
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
        var person = (await FindAsync(transaction, id))!;
        await NoteAsync(transaction, actor, former, person);
        await transaction.CommitAsync(CancellationToken.None);
        return new PeopleResult.Done(person);
    }

    /// <summary>What is as it was is no change.</summary>
    private static async Task NoteAsync(NpgsqlTransaction transaction, Actor actor, Person former, Person now)
    {
        if (former.Role != now.Role || !former.Sections.Cover(now.Sections) || !now.Sections.Cover(former.Sections))
            await AccountLog.AddAsync(
                transaction,
                now.Id,
                actor.Id,
                AccountChangeKind.RightsChanged,
                given: new(now.Role, now.Sections),
                former: new(former.Role, former.Sections)
            );
        if (former.Status == PersonStatus.Disabled != (now.Status == PersonStatus.Disabled))
            await AccountLog.AddAsync(
                transaction,
                now.Id,
                actor.Id,
                now.Status == PersonStatus.Disabled ? AccountChangeKind.Disabled : AccountChangeKind.Enabled
            );
    }

    /// <summary>A new link for somebody. The old password, the sessions and an older link end with it.</summary>
    internal async Task<PeopleResult> ResetPasswordAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await RefusalAsync(transaction, id, actor) is { } refusal)
            return refusal;
        await connection.ExecuteAsync(
            "UPDATE moderators SET password_hash = NULL, security_stamp = @Stamp WHERE id = @id AND status = 'active'",
            new { id, Stamp = Passwords.NewStamp() },
            transaction
        );
        var person = (await FindAsync(transaction, id))!;
        if (person.Status == PersonStatus.Disabled)
            return new PeopleResult.Disabled();
        await AccountLog.AddAsync(transaction, id, actor.Id, AccountChangeKind.LinkMade);
        var invitation = await InviteAsync(transaction, id);
        await transaction.CommitAsync(CancellationToken.None);
        return new PeopleResult.Done(person with { InvitedUntil = invitation.Until }, invitation);
    }

    /// <summary>
    /// For somebody who has lost the app and the recovery codes: the password alone signs them in. Their sessions end.
    /// </summary>
    internal async Task<PeopleResult> ResetSecondFactorAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await RefusalAsync(transaction, id, actor) is { } refusal)
            return refusal;
        await SecondFactorStore.RemoveAllAsync(transaction, id);
        await connection.ExecuteAsync(
            "UPDATE moderators SET security_stamp = @Stamp WHERE id = @id",
            new { id, Stamp = Passwords.NewStamp() },
            transaction
        );
        await AccountLog.AddAsync(transaction, id, actor.Id, AccountChangeKind.SecondFactorReset);
        var person = (await FindAsync(transaction, id))!;
        await transaction.CommitAsync(CancellationToken.None);
        return new PeopleResult.Done(person);
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

    /// <summary>Locks the person, so that their sections stay what they are until the change is written.</summary>
    /// <returns>Why the actor may not act on them; null when they may.</returns>
    private static async Task<PeopleResult?> RefusalAsync(NpgsqlTransaction transaction, Guid id, Actor actor)
    {
        var person = await transaction.Connection!.QuerySingleOrDefaultAsync<Row>(
            "SELECT id, sections FROM moderators WHERE id = @id FOR NO KEY UPDATE",
            new { id },
            transaction
        );
        return person is null ? new PeopleResult.NotFound()
            : actor.Sections.Cover(person.Sections) ? null
            : new PeopleResult.OtherSection();
    }

    /// <returns>How many can sign in as administrators of every section.</returns>
    private static async Task<int> LockAdministratorsAsync(NpgsqlTransaction transaction) =>
        (
            await transaction.Connection!.QueryAsync<Guid>(
                "SELECT id FROM moderators WHERE role = 'administrator' AND status = 'active' AND password_hash IS NOT NULL "
                    + "AND sections IS NULL ORDER BY id FOR NO KEY UPDATE",
                transaction: transaction
            )
        ).Count();

    private static byte[] DigestOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static Person Read(Row row) =>
        new(
            row.Id,
            row.Name,
            row.Role,
            row.Sections,
            row.Status,
            row.CreatedAt,
            row.InvitedUntil,
            row.HasSecondFactor
        );

    private sealed record Row
    {
        public Guid Id { get; init; }

        public string Name { get; init; } = "";

        public Role Role { get; init; }

        public string[]? Sections { get; init; }

        public PersonStatus Status { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? InvitedUntil { get; init; }

        public bool HasSecondFactor { get; init; }
    }
}
