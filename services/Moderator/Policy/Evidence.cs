using Moderation.Contracts;
using Moderation.Moderator.Bans;
using Moderation.Moderator.Lists;

namespace Moderation.Moderator.Policy;

/// <summary>All that the rules look at.</summary>
public sealed record Evidence
{
    /// <summary>Null when the classifier did not answer in time.</summary>
    public Scores? Scores { get; init; }

    /// <summary>The site asks that a person looks at each comment beneath the article.</summary>
    public bool PreModerated { get; init; }

    /// <summary>The strictest ban in force on the author.</summary>
    public BanInForce? Ban { get; init; }

    /// <summary>What the word lists found, false hits left out.</summary>
    public IReadOnlyList<TermHit> Terms { get; init; } = [];

    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    /// <summary>Whether title and content are in another language than the one that the classifier has learnt.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Of title and content: one of <see cref="Comments.Languages"/>; null where no rule asks for it.</summary>
    public string? Language { get; init; }

    /// <summary>What near-duplicates share; null for a text that is too short to tell.</summary>
    public Guid? Cluster { get; init; }

    /// <summary>
    /// How many near-duplicates came before it or with it, within the time that the settings look back; 0 for the first.
    /// </summary>
    public int Duplicates { get; init; }

    /// <summary>
    /// The author's comments within the time of the flood rule, with this one; null when neither phone nor device is known.
    /// </summary>
    public int? AuthorComments { get; init; }

    /// <summary>The article's comments within the time of the flood rule, with this one.</summary>
    public int ArticleComments { get; init; }

    /// <summary>How many of the author's comments were approved before, as far as the rule looks.</summary>
    public int AuthorApproved { get; init; }
}

/// <summary>A ban that applies to the comment's author.</summary>
public sealed record BanInForce(Guid Id, BanEffect Effect, RejectReason Reason);
