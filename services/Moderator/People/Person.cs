using Moderation.Contracts;
using Moderation.ServiceDefaults;
using Moderation.Text;

namespace Moderation.Moderator.People;

public enum PersonStatus
{
    Active,

    /// <summary>Has not set a password yet.</summary>
    Invited,

    /// <summary>May not sign in.</summary>
    Disabled,
}

/// <summary>A person as administrators see them.</summary>
/// <param name="Id">Author of decisions.</param>
/// <param name="Name">To sign in with; unique whatever the case of its letters.</param>
/// <param name="Role">What the person may do.</param>
/// <param name="Sections">Where; null is every section.</param>
/// <param name="Status">Whether the person can sign in.</param>
/// <param name="CreatedAt">When they were added.</param>
/// <param name="InvitedUntil">Until when a link for setting a password is open; null when none is.</param>
/// <param name="HasSecondFactor">Whether signing in asks them for a code.</param>
public sealed record Person(
    Guid Id,
    string Name,
    Role Role,
    string[]? Sections,
    PersonStatus Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? InvitedUntil,
    bool HasSecondFactor
);

/// <summary>Everybody, by name.</summary>
public sealed record PeopleList(IReadOnlyList<Person> People);

/// <summary>A link with which a person sets their password, once. It is shown this one time only.</summary>
/// <param name="Token">128 random bits in base64url; only their SHA-256 is stored.</param>
/// <param name="Link">To be opened on the console's address. The token is in the fragment, which browsers send nowhere.</param>
/// <param name="Until">48 hours after it was made.</param>
public sealed record Invitation(string Token, string Link, DateTimeOffset Until);

/// <summary>A person with a new link.</summary>
public sealed record InvitedPerson(Person Person, Invitation Invitation);

/// <summary>Somebody to be added.</summary>
/// <param name="Name">1 to 60 characters.</param>
/// <param name="Role"><c>moderator</c>, <c>senior</c>, <c>administrator</c> or <c>operator</c>.</param>
/// <param name="Sections">Limits the person to these; nothing or an empty list is every section.</param>
public sealed record NewPerson(string? Name = null, string? Role = null, IReadOnlyList<string>? Sections = null)
{
    internal const int MaxName = 60;

    /// <returns>All that is wrong, by member.</returns>
    internal Dictionary<string, IReadOnlyList<FieldError>> Errors()
    {
        var errors = new PersonChange(Role, Sections).Errors();
        if (NameError(Name) is { } name)
            errors["name"] = [name];
        if (Role is null)
            errors["role"] = [PersonChange.RoleUnknown];
        return errors;
    }

    internal static FieldError? NameError(string? name) =>
        name is null
        || HiddenCharacters.IsBlank(name)
        || IncomingText.FaultOf(name) != TextFault.None
        || name.Any(char.IsControl)
        // Colleagues of names that look the same could not be told apart.
        || PublicText.HidesCharacters(name)
        || Graphemes.Count(name.Trim()) > MaxName
            ? new(
                "name-invalid",
                "Tên cần từ 1 đến 60 ký tự nhìn thấy được, trên một dòng.",
                "A name has 1 to 60 characters that are seen, and no line breaks."
            )
            : null;
}

/// <summary>What is to be changed; members that are left out stay as they are. Any change ends the person's sessions.</summary>
/// <param name="Role"><c>moderator</c>, <c>senior</c>, <c>administrator</c> or <c>operator</c>.</param>
/// <param name="Sections">An empty list is every section.</param>
/// <param name="Status"><c>active</c> or <c>disabled</c>.</param>
public sealed record PersonChange(string? Role = null, IReadOnlyList<string>? Sections = null, string? Status = null)
{
    private const int MaxSections = 50;
    private const int MaxSection = 100;

    internal static readonly FieldError RoleUnknown = new(
        "role-unknown",
        "Vai trò phải là moderator, senior, administrator hoặc operator.",
        "The role must be moderator, senior, administrator or operator."
    );

    internal Role? ParsedRole => EnumWords.Named<Role>(Role);

    /// <returns>All that is wrong, by member.</returns>
    internal Dictionary<string, IReadOnlyList<FieldError>> Errors()
    {
        var errors = new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal);
        if (Role is not null && ParsedRole is null)
            errors["role"] = [RoleUnknown];
        if (Sections is not null && (Sections.Count > MaxSections || Sections.Any(IsNoSection)))
            errors["sections"] =
            [
                new(
                    "section-invalid",
                    "Mỗi chuyên mục cần từ 1 đến 100 ký tự, tối đa 50 chuyên mục.",
                    "A section has 1 to 100 characters, and there are at most 50."
                ),
            ];
        if (Status is not (null or "active" or "disabled"))
            errors["status"] =
            [
                new("status-unknown", "Trạng thái phải là active hoặc disabled.", "The status must be active or disabled."),
            ];
        return errors;
    }

    /// <returns>As they are stored: null is every section.</returns>
    internal static string[]? Stored(IReadOnlyList<string>? sections) =>
        sections is { Count: > 0 } some ? [.. some.Distinct(StringComparer.Ordinal)] : null;

    private static bool IsNoSection(string? section) =>
        section is null
        || HiddenCharacters.IsBlank(section)
        || IncomingText.FaultOf(section) != TextFault.None
        || Graphemes.Count(section) > MaxSection;
}

/// <summary>A password set by a link.</summary>
/// <param name="Token">From the link.</param>
/// <param name="Password">At least 12 characters.</param>
public sealed record InvitationRequest(string? Token = null, string? Password = null);

/// <summary>Whose password was set.</summary>
public sealed record InvitationAnswer(string Name);
