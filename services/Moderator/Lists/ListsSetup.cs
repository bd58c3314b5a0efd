namespace Moderation.Moderator.Lists;

public static class ListsSetup
{
    public static void AddLists(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ListStore>();
        builder.Services.AddSingleton<WaitingComments>();
    }
}
