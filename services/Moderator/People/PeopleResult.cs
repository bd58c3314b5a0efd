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
