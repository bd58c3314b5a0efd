using Dapper;
using Npgsql;

namespace Moderation.Moderator.People;

/// <summary>A person as the database has them.</summary>
internal sealed record PersonRow
{
    public const string Select = """
        SELECT m.id, m.name, m.role, m.sections, m.created_at, i.expires_at AS invited_until,
            CASE
                WHEN m.status = 'disabled' THEN 'disabled' WHEN m.password_hash IS NULL THEN 'invited' ELSE 'active'
            END AS status,
            f.confirmed_at IS NOT NULL OR EXISTS (SELECT FROM passkeys p WHERE p.moderator_id = m.id) AS has_second_factor
        FROM moderators m LEFT JOIN second_factors f ON f.moderator_id = m.id
        LEFT JOIN invitations i ON i.moderator_id = m.id AND i.expires_at > statement_timestamp()
        """;

    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    public Role Role { get; init; }

    public string[]? Sections { get; init; }

    public PersonStatus Status { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? InvitedUntil { get; init; }

    public bool HasSecondFactor { get; init; }

    public Person Read() =>
        new(Id, Name, Role, Sections, Status, CreatedAt, InvitedUntil, HasSecondFactor);

    public static async Task<Person?> FindAsync(NpgsqlTransaction transaction, Guid id) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<PersonRow>(Select + " WHERE m.id = @id", new { id }, transaction)
            is { } row
            ? row.Read()
            : null;

    /// <summary>Locks the person, so that their sections stay what they are until the change is written.</summary>
    /// <returns>Why the actor may not act on them; null when they may.</returns>
    public static async Task<PeopleResult?> RefusalAsync(NpgsqlTransaction transaction, Guid id, Actor actor)
    {
        var person = await transaction.Connection!.QuerySingleOrDefaultAsync<PersonRow>(
            "SELECT id, sections FROM moderators WHERE id = @id FOR NO KEY UPDATE",
            new { id },
            transaction
        );
        return person is null ? new PeopleResult.NotFound()
            : actor.Sections.Cover(person.Sections) ? null
            : new PeopleResult.OtherSection();
    }
}
