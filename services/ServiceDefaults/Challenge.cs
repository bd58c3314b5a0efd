namespace Moderation.ServiceDefaults;

/// <summary>What a site asks of a browser before it takes a comment from it.</summary>
public enum Challenge
{
    Neither,

    /// <summary>The code in a picture.</summary>
    Code,
}

public static class Challenges
{
    public static bool AsksForCode(this Challenge challenge) => challenge == Challenge.Code;
}
