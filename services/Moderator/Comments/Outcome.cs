namespace Moderation.Moderator.Comments;

/// <summary>What a decision does to a comment. The names are the words of the database, the API and the console.</summary>
public enum Outcome
{
    Approve,
    Reject,
    Hold,

    /// <summary>Takes back the decision before it.</summary>
    Undo,
}
