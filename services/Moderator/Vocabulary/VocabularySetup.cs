using Moderation.Moderator.Vocabulary;

namespace Moderation.Moderator;

public static class VocabularySetup
{
    public static WebApplication MapVocabulary(this WebApplication app)
    {
        VocabularyApi.Map(app);
        return app;
    }
}
