namespace Moderation.ServiceDefaults;

/// <summary>What a site asks of a browser before it takes a comment from it.</summary>
public enum Challenge
{
    Neither,

    /// <summary>The code in a picture.</summary>
    Code,

    /// <summary>Work that a browser does by itself.</summary>
    Proof,

    Both,
}

public static class Challenges
{
    public static bool AsksForCode(this Challenge challenge) => challenge is Challenge.Code or Challenge.Both;

    public static bool AsksForProof(this Challenge challenge) => challenge is Challenge.Proof or Challenge.Both;
}
