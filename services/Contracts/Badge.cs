namespace Moderation.Contracts;

/// <summary>Whose voice a comment is, when it is no reader's. No comment says so of itself.</summary>
public enum Badge
{
    /// <summary>The newsroom answers, on the console.</summary>
    Newsroom,

    /// <summary>The article's author comments beneath it: the site vouches for that.</summary>
    Author,
}
