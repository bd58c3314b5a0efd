using Dapper;
using Moderation.Contracts;
using Npgsql;

namespace Moderation.Moderator.People;

/// <summary>
/// People as administrators add and change them. Whatever changes what a person may do renews the security stamp, which ends
/// their sessions.
/// </summary>
public sealed class PeopleStore(NpgsqlDataSource database)
{
    /// <param name="own">The sections of who asks: others' people are left out.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    internal async Task<IReadOnlyList<Person>> AllAsync(string[]? own, CancellationToken cancellationToken)
    {
        const string within = " WHERE @own::text[] IS NULL OR m.sections <@ @own ORDER BY lower(m.name)";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. (await connection.QueryAsync<PersonRow>(PersonRow.Select + within, new { own })).Select(row => row.Read())];
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
        var invitation = await InvitationStore.AddAsync(transaction, id);
        var person = await PersonRow.FindAsync(transaction, id);
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
        if (await PersonRow.RefusalAsync(transaction, id, actor) is { } refusal)
            return refusal;
        if (setSections && !actor.Sections.Cover(sections))
            return new PeopleResult.BeyondOwnRights();
        var former = (await PersonRow.FindAsync(transaction, id))!;
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
        var person = (await PersonRow.FindAsync(transaction, id))!;
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

    internal async Task<Guid?> IdOfAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Guid?>(
            "SELECT id FROM moderators WHERE lower(name) = lower(@Name)",
            new { Name = ModeratorStore.Canonical(name) }
        );
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
}
